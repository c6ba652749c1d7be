package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.ambient.Ambient;
import dev.parallelmcp.core.error.OrchestratorException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * How long one call still waits for a lock that another process holds.
 *
 * <p>SQLite's own waiting sleeps longer the longer it has waited, so the latest to come is the likeliest to win and one
 * may lose every time. Here everybody waits a short random time, which gives all the same chance.
 */
final class Patience {
    private static final long LEAST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long MOST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private static final DoubleSupplier CHANCE = Ambient.random();

    private final long deadline;

    /** Starts now. */
    Patience(Duration total) {
        this.deadline = System.nanoTime() + total.toNanos();
    }

    /** Repeats {@code attempt} while it fails with STORE_BUSY; it is made once at least. */
    <T> T retry(Supplier<T> attempt) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return attempt.get();
                } catch (OrchestratorException e) {
                    if (!SqliteFailures.isBusy(e) || System.nanoTime() - deadline >= 0) {
                        throw e;
                    }
                }
                LockSupport.parkNanos(this, pauseNanos());
                // Work is not given up half-way: the caller finds its interruption when the call has returned.
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long pauseNanos() {
        return LEAST_PAUSE_NANOS + (long) (CHANCE.getAsDouble() * (MOST_PAUSE_NANOS - LEAST_PAUSE_NANOS));
    }

    void retry(Runnable attempt) {
        retry(() -> {
            attempt.run();
            return true;
        });
    }
}
