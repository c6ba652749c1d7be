package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.store.Transaction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One caller's work, from the queue to its end. Guarded by the lock of the store's queue. */
final class Operation<T> {

    /** How a work gets its transaction. */
    interface Writer {
        <T> T write(Function<? super Transaction, ? extends T> work);
    }

    private final Function<? super Transaction, ? extends T> work;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean done;

    Operation(Function<? super Transaction, ? extends T> work) {
        this.work = work;
    }

    /** Whatever comes of it is for its own caller, not for the one whose thread this is. */
    void perform(Writer writer) {
        try {
            result = writer.write(work);
        } catch (Throwable e) {
            failure = e;
        }
        done = true;
    }

    boolean done() {
        return done;
    }

    /** What the work answered or threw, itself. */
    T outcome() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return answer();
    }

    @SuppressWarnings("NullAway") // Null only if T admits it: it is what the work returned.
    private T answer() {
        return result;
    }
}
