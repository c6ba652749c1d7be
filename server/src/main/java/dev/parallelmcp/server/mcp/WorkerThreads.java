package dev.parallelmcp.server.mcp;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Platform threads for calls, which block on the database and on the client. */
final class WorkerThreads {

    private static final int IDLE_SECONDS = 10;

    private WorkerThreads() {}

    /** A pool that grows to {@code threads} and shrinks again; its queue is bounded by those who submit. */
    static ThreadPoolExecutor pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> daemon(name + "-" + number.incrementAndGet(), work));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** One thread for what has to be done later; it ends when there is nothing to do. */
    static ScheduledThreadPoolExecutor timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> daemon(name, work));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs {@code work} beside everything else; it keeps no program from ending. */
    static void start(String name, Runnable work) {
        daemon(name, work).start();
    }

    /** Waits for the end of a stage that does not fail, but not longer than this. */
    static void await(CompletionStage<Void> stage, Duration patience) {
        try {
            stage.toCompletableFuture()
                    .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the stage does not fail", e);
        }
    }

    /** Runs {@code work} and waits for its end, but not longer than this; it may then still be running. */
    static void runFor(Duration patience, String name, Runnable work) {
        Thread thread = daemon(name, work);
        thread.start();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
