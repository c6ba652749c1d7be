package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Session;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the write-ahead log over into the file beside the writer, on a thread and a connection of its own, while much is
 * written. SQLite would do so within a commit, which then waits for the disk with all that are behind it. It still does
 * when the log has become four times as long, for only then, with nothing left to carry over, it starts the log anew;
 * there is little left for it to do by then.
 *
 * <p>{@link #committed} is confined to whoever holds the writer; {@link #close} may be called by anybody.
 */
final class LogCarrier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogCarrier.class);

    /** Of changed rows. In claims and completions that is some 4,000 pages, 8 MiB. */
    private static final long ROWS_BETWEEN = 2_500;

    private static final int IDLE_SECONDS = 1;

    private final FileIdentity file;
    private final Supplier<Session> connect;
    private final ThreadPoolExecutor executor;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private long rowsAtLastRound;
    /** Confined to the executor's thread, and to who closes once that has ended. */
    private @Nullable Session session;

    LogCarrier(FileIdentity file, Supplier<Session> connect) {
        this.file = file;
        this.connect = connect;
        // No thread lives while little is written. After the end nothing is taken on.
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                LogCarrier::thread,
                new ThreadPoolExecutor.DiscardPolicy());
        executor.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "parallel-mcp-log");
        thread.setDaemon(true);
        return thread;
    }

    /** To be called after each commit of the session that writes. */
    void committed(Session writer) {
        long rows = SqliteConnections.rowsChanged(writer);
        if (rows - rowsAtLastRound >= ROWS_BETWEEN && underWay.compareAndSet(false, true)) {
            rowsAtLastRound = rows;
            executor.execute(this::carryOver);
        }
    }

    /** Only where nobody can be using the log with another file. What fails is tried again, and done by a commit at last. */
    private void carryOver() {
        try {
            if (file.isInPlace()) {
                SqliteConnections.carryOver(opened());
            }
        } catch (OrchestratorException e) {
            LOG.debug("the write-ahead log could not be carried over beside the writer", e);
        } finally {
            underWay.set(false);
        }
    }

    private Session opened() {
        Session open = session;
        if (open == null) {
            open = file.connect(connect);
            session = open;
        }
        return open;
    }

    /** Waits for a round that is under way, which takes some milliseconds. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        while (!executor.isTerminated()) {
            try {
                executor.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (session != null) {
            session.close();
        }
    }
}
