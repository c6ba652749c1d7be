package dev.parallelmcp.core.store;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells one thread when a store may have changed, whoever changed it: this process or another. It costs next to nothing
 * while nobody calls it. All methods but {@link #wake} are for the thread that watches.
 */
public interface StoreWatch extends AutoCloseable {

    /**
     * Waits until something may have been committed since this method returned last (at the first call: since the watch
     * was opened), but no longer than this.
     *
     * @return false when nothing was: the time is over, or {@link #wake} was called
     * @throws InterruptedException when the thread is interrupted
     */
    boolean await(Duration atMost) throws InterruptedException;

    /** Ends the waiting that is under way, or else the next. From any thread. */
    void wake();

    /** The time that a transaction would have now. Cheap. */
    Instant now();

    @Override
    void close();
}
