package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.StoreWatch;
import dev.parallelmcp.core.store.Transaction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** A database of which nothing can be had. */
final class FailingStore implements Store {

    private final Supplier<RuntimeException> failure;

    private FailingStore(Supplier<RuntimeException> failure) {
        this.failure = failure;
    }

    static Orchestrator thatThrows(Supplier<RuntimeException> failure) {
        return Orchestrator.on(new FailingStore(failure));
    }

    /** For calls that must not get so far. */
    static Orchestrator thatIsNotReached() {
        return thatThrows(() -> new IllegalStateException("the store was reached"));
    }

    @Override
    public <T> T read(Function<? super ReadTransaction, ? extends T> work) {
        throw failure.get();
    }

    @Override
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        throw failure.get();
    }

    @Override
    public <T> CompletionStage<T> submit(Function<? super Transaction, ? extends T> work, Executor executor) {
        return CompletableFuture.supplyAsync(() -> write(work), executor);
    }

    @Override
    public <T> T writeOnCallerThread(Function<? super Transaction, ? extends T> work) {
        throw failure.get();
    }

    @Override
    public StoreWatch watch() {
        throw failure.get();
    }

    @Override
    public void close() {}
}
