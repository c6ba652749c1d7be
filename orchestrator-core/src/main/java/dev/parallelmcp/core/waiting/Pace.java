package dev.parallelmcp.core.waiting;

import java.time.Duration;

/**
 * How long a change by another process, or the coming of an instant, may go unnoticed. What somebody waits for comes most
 * often soon after him, and who waits for long must not cost much. Guarded by the room's lock.
 */
final class Pace {

    /** Noticing takes half of it on average, and what then has to be done takes about as long. */
    static final Duration QUICK = Duration.ofMillis(1);

    /** About one per cent of a core. */
    static final Duration STEADY = Duration.ofMillis(4);

    static final Duration MOST_QUICK = Duration.ofMillis(500);

    private long quickUntil;

    /** @param nanoTime now, by {@code System.nanoTime}; nobody has come yet */
    Pace(long nanoTime) {
        quickUntil = nanoTime;
    }

    /** Somebody has come. */
    void quicken(long nanoTime) {
        quickUntil = nanoTime + MOST_QUICK.toNanos();
    }

    Duration betweenGlances(long nanoTime) {
        return nanoTime - quickUntil < 0 ? QUICK : STEADY;
    }
}
