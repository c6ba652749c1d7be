package dev.parallelmcp.server.mcp;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has memory reclaimed after large messages. A message of some MiB costs ten times its size while it is taken apart, for
 * which the heap grows, and left to itself a server that is idle from then on would keep all of it. Safe for use by many
 * threads.
 */
final class LargeMessages {

    private static final int LARGE_CHARACTERS = 1024 * 1024;

    /** Long enough not to disturb a client that sends more of them. */
    static final Duration QUIET = Duration.ofSeconds(2);

    private final Runnable reclaim;
    private final Duration quiet;
    private final ScheduledThreadPoolExecutor timer;
    private @Nullable ScheduledFuture<?> next;

    LargeMessages(Runnable reclaim, Duration quiet) {
        this.reclaim = reclaim;
        this.quiet = quiet;
        this.timer = WorkerThreads.timer("mcp-reclaim");
    }

    /** Nothing is done for a message of this size any more. */
    void passed(int characters) {
        if (characters >= LARGE_CHARACTERS) {
            reclaimWhenQuiet();
        }
    }

    private synchronized void reclaimWhenQuiet() {
        if (next != null) {
            next.cancel(false);
        }
        if (!timer.isShutdown()) {
            next = timer.schedule(reclaim, quiet.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    synchronized void close() {
        timer.shutdownNow();
    }
}
