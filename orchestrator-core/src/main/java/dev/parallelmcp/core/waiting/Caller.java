package dev.parallelmcp.core.waiting;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Whoever asks for something that may take its time to come. Safe for use by many threads. */
public interface Caller {

    /** For what has to be done for the caller; what is run there may block. */
    Executor executor();

    /** For what only reads: where changes have threads of their own, it need not wait behind them. May block too. */
    default Executor reads() {
        return executor();
    }

    /** Asked right before a call takes effect: false when it is not wanted any more, and then it has none. */
    boolean mayTakeEffect();

    /**
     * Told, outside of all transactions, each time the call begins to wait, for the first time or again because what had
     * come was gone: it has had no effect so far.
     *
     * @return false when the caller cannot let it wait; then the call is refused
     */
    boolean startWaiting();

    /** Completes, never with a failure, when the waiting has to end at once as if its time were over. */
    CompletionStage<Void> cutShort();

    /**
     * Told how far that is which is waited for, each time it has come nearer. Must be quick; what it throws is logged and
     * disturbs nobody.
     *
     * @param done grows from one call to the next
     * @param total how much there is to be done, as far as is known now
     */
    void progress(int done, int total);

    /** One that waits until its time is over and is not interested in progress. */
    static Caller on(Executor executor) {
        return new PlainCaller(executor, new CompletableFuture<>());
    }

    /** Refuses, with a {@link WithdrawnException}, when the call is not wanted any more. */
    default void requireWanted() {
        if (!mayTakeEffect()) {
            throw new WithdrawnException();
        }
    }
}
