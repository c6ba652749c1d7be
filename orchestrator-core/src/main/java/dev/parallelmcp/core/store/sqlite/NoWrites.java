package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.Transaction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The writes of a store that was opened for reading only: all are refused, none is ever running. */
final class NoWrites implements Writes {

    private static OrchestratorException refusal() {
        return OrchestratorException.of(
                ErrorCode.STORE_UNAVAILABLE,
                "the database was opened for reading only, so nothing can be changed here; open it for writing");
    }

    @Override
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        throw refusal();
    }

    @Override
    public <T> CompletionStage<T> submit(Function<? super Transaction, ? extends T> work, Executor executor) {
        return CompletableFuture.failedStage(refusal());
    }

    @Override
    public <T> T writeAlone(Function<? super Transaction, ? extends T> work) {
        throw refusal();
    }

    @Override
    public void refuseReadInside() {
        // No write is running.
    }

    @Override
    public void refuseNestedWrite() {
        // No write is running.
    }

    @Override
    public void tidy() {
        // Nothing was written.
    }

    @Override
    public void close() {
        // Nothing is queued.
    }
}
