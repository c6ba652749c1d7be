package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.store.StoreWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Hears of every commit, whichever store it came through. */
final class MemoryWatch implements StoreWatch {

    private final List<MemoryWatch> open;
    private final InstantSource clock;
    private boolean committed;
    private boolean woken;

    /** @param open the watches that hear of commits; this one leaves them when it is closed */
    MemoryWatch(List<MemoryWatch> open, InstantSource clock) {
        this.open = open;
        this.clock = clock;
    }

    /** From any thread. */
    synchronized void committed() {
        committed = true;
        notifyAll();
    }

    @Override
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    @Override
    public synchronized boolean await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (!committed && !woken && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
        boolean heard = committed;
        committed = false;
        woken = false;
        return heard;
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        open.remove(this);
    }
}
