package dev.parallelmcp.core.store;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A database of runs, as the engine sees it. A store knows rows and transactions; what operations mean is above it.
 *
 * <p>Promises of every store: a write is atomic, isolated from other writes to the same rows, and durable (to the degree
 * the store was opened with) when {@code write} returns; when {@code write} throws, nothing of it happened, unless a
 * STORE_UNAVAILABLE says that this is not known. Reads see one consistent state that contains every write acknowledged
 * before. All methods may be called from any thread.
 *
 * <p>Errors: STORE_BUSY when the database stayed locked by others for the store's whole patience, STORE_UNAVAILABLE when
 * it cannot be reached or written (a store that was opened for reading only included), STORE_CORRUPT when it is damaged. What {@code work} throws comes through unchanged.
 */
public interface Store extends AutoCloseable {

    /** Runs {@code work} on one consistent state. */
    <T> T read(Function<? super ReadTransaction, ? extends T> work);

    /**
     * Runs {@code work} and commits. A store may run the work of several callers in one commit and on another caller's
     * thread, so {@code work} must not depend on its thread, block, or call the store again.
     */
    <T> T write(Function<? super Transaction, ? extends T> work);

    /**
     * Queues {@code work} and returns at once; a thread of {@code executor} then sees to it as {@link #write} would, and
     * completes the stage with what it answered or threw. The works that one thread submits take effect in the order of
     * their submission, however many threads the executor has.
     *
     * <p>What depends on the stage never runs inside a transaction or while the store's writer is held, so it may take its
     * time and use the store; it holds up nobody but the executor. What the executor throws comes through, and then nothing
     * of the work happens, unless somebody else's thread had it done already: then the stage tells. A stage that is
     * cancelled withdraws its work if the executor's thread comes to it before anybody else does; otherwise the work may
     * take effect nevertheless, and is not undone. A closed store fails the stage with STORE_UNAVAILABLE.
     */
    <T> CompletionStage<T> submit(Function<? super Transaction, ? extends T> work, Executor executor);

    /** As {@link #write}, but on the caller's own thread; for work that is the user's code. */
    <T> T writeOnCallerThread(Function<? super Transaction, ? extends T> work);

    /**
     * Does what keeps the store small, if there is anything to do and nobody is writing just now. Cheap, so it may be
     * called every second. Whatever other processes do, nothing has to be done here.
     */
    default void tidy() {}

    /**
     * Opens a watch on what is committed here from now on, by this process and by others. Close it before the store.
     */
    StoreWatch watch();

    /** Finishes what runs and what is queued, then releases everything. Repeated calls do nothing. */
    @Override
    void close();
}
