package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.Transaction;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Where a store's writes go. */
interface Writes extends AutoCloseable {

    /** Runs {@code work} in a transaction that others may share, on this or another caller's thread. */
    <T> T write(Function<? super Transaction, ? extends T> work);

    /** Queues {@code work} now; a thread of {@code executor} runs it then, or finds it done. */
    <T> CompletionStage<T> submit(Function<? super Transaction, ? extends T> work, Executor executor);

    /** Runs {@code work} in a transaction of its own, on this thread. */
    <T> T writeAlone(Function<? super Transaction, ? extends T> work);

    /** A read inside a write would see the state before it, or nothing at all: it is a mistake of the program. */
    void refuseReadInside();

    /** A write inside a write would wait for itself: it is a mistake of the program. */
    void refuseNestedWrite();

    /** Empties the write-ahead log when something was written and for a while nothing has been. */
    void tidy();

    /** Finishes what is queued. */
    @Override
    void close();
}
