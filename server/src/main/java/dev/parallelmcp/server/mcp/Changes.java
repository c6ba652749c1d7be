package dev.parallelmcp.server.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The thread for changes. One: changes meet in one writer, so more would only wait. Its own: reads may keep the workers
 * busy. Safe for use by many threads.
 *
 * <p>It writes the answers too, so a client that does not read holds it up. At the end another thread takes over what it
 * has left, for among that may be changes that are committed: when nobody gets their answers, they have to be undone.
 */
final class Changes implements Executor {

    private final ThreadPoolExecutor usual = WorkerThreads.pool("mcp-change", 1);
    private final ThreadPoolExecutor last = WorkerThreads.pool("mcp-last-change", 1);
    private boolean ended;

    /** Not while the work is handed over, or it would be left behind with the thread that may be held up for ever. */
    @Override
    public synchronized void execute(Runnable work) {
        (ended ? last : usual).execute(work);
    }

    /**
     * Has another thread do the work that is left, and all that comes.
     *
     * @return completes, never with a failure, when what was left is done
     */
    synchronized CompletionStage<Void> goOnElsewhere() {
        ended = true;
        List<Runnable> left = new ArrayList<>();
        usual.getQueue().drainTo(left);
        left.forEach(last::execute);
        return CompletableFuture.runAsync(() -> {}, last);
    }
}
