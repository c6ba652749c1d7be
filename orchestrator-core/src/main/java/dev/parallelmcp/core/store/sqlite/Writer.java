package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Transaction;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of this process that writes, with group commit. A caller queues its operation. Whoever gets the lock
 * runs all that wait in one transaction and commits once for all; the others find theirs done. So an uncontended caller
 * works on its own thread with no hand-over, and many callers share the cost of a durable commit.
 *
 * <p>Every operation has an owner, the thread that waits for its end: the caller of {@code write}, or the thread that the
 * executor of a submission sends. The queue is first in, first out, and taken from its head, so what one thread submits
 * takes effect in that order, whichever owner comes first.
 *
 * <p>Nobody is forgotten: an owner queues (or finds its operation queued), says who it is, and then tries the lock; a
 * holder unlocks first and then looks in the queue for an operation with an owner to wake. Whatever the order of the two,
 * one of them sees the other. An operation whose owner has not come yet needs no waking: it will try the lock itself.
 */
final class Writer implements Reads, Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Session session;
    private final Tables tables;
    private final InstantSource clock;
    private final Duration busyTimeout;
    private final Runnable onCommit;
    private final Batch batch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Operation<?>> queue = new ConcurrentLinkedQueue<>();
    // Both guarded by the lock.
    private boolean inTransaction;
    private boolean closed;
    private long commits;
    private long commitsAtLastLook;
    private long commitsAtCheckpoint;

    /**
     * @param onCommit called after each commit; must be quick and must not throw
     */
    Writer(Session session, FileIdentity file, InstantSource clock, Duration busyTimeout, Runnable onCommit) {
        this.session = session;
        this.clock = clock;
        this.busyTimeout = busyTimeout;
        this.onCommit = onCommit;
        this.tables = SqliteTables.of(session);
        this.batch = new Batch(session, tables, file, clock);
    }

    @Override
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        return await(enqueue(work));
    }

    @Override
    public <T> CompletionStage<T> submit(Function<? super Transaction, ? extends T> work, Executor executor) {
        Operation<T> operation = enqueue(work);
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(answer, operation));
        } catch (RuntimeException | Error refusal) {
            if (queue.remove(operation)) {
                throw refusal;
            }
            // Somebody has taken it up and is about to end it.
            complete(answer, operation);
        }
        return answer;
    }

    /** Not supplyAsync: that would wrap what the work throws in a CompletionException. */
    private <T> void complete(CompletableFuture<T> answer, Operation<T> operation) {
        if (answer.isDone() && queue.remove(operation)) {
            // Cancelled in time.
            return;
        }
        try {
            answer.complete(await(operation));
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    private <T> Operation<T> enqueue(Function<? super Transaction, ? extends T> work) {
        refuseNestedWrite();
        Operation<T> operation = new Operation<>(work, new Patience(busyTimeout));
        queue.add(operation);
        return operation;
    }

    private <T> T await(Operation<T> operation) {
        operation.own();
        boolean interrupted = false;
        while (!operation.done()) {
            if (lock.tryLock()) {
                runAndUnlock(operation);
            } else {
                LockSupport.park(this);
                // The operation may be running on another thread: there is no way out before it has ended.
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return operation.outcome();
    }

    private void runAndUnlock(Operation<?> leader) {
        List<Operation<?>> ended = Batch.emptyList();
        try {
            if (!leader.done()) {
                run(leader, queue, ended);
            }
        } finally {
            unlock();
            wake(ended);
        }
    }

    @Override
    public <T> T writeAlone(Function<? super Transaction, ? extends T> work) {
        refuseNestedWrite();
        Operation<T> operation = new Operation<>(work, new Patience(busyTimeout));
        Queue<Operation<?>> alone = new ConcurrentLinkedQueue<>(List.of(operation));
        lock.lock();
        try {
            run(operation, alone, Batch.emptyList());
        } finally {
            unlock();
        }
        return operation.outcome();
    }

    /** Reads on the connection that writes: an in-memory database has no other. */
    @Override
    public <T> T read(Function<? super ReadTransaction, ? extends T> work) {
        refuseReadInside();
        lock.lock();
        try {
            refuseWhenClosed();
            inTransaction = true;
            return ReadOnce.run(session, tables, clock, work);
        } finally {
            inTransaction = false;
            unlock();
        }
    }

    @Override
    public void refuseReadInside() {
        if (lock.isHeldByCurrentThread() && inTransaction) {
            throw new IllegalStateException("a transaction is open on this thread; read through it, not the store");
        }
    }

    @Override
    public void refuseNestedWrite() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "a write is running on this thread; what belongs to it goes through its transaction, and what"
                            + " follows it comes after it has returned");
        }
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw SqliteStore.closedFailure();
        }
    }

    /**
     * With the lock held. What has ended is marked so before the lock is free: so whoever gets the lock and finds its
     * operation not done knows that it is still queued.
     */
    private void run(Operation<?> leader, Queue<Operation<?>> waiting, List<Operation<?>> ended) {
        try {
            if (closed) {
                refuse(leader, waiting, ended);
            } else {
                transact(leader, waiting, ended);
            }
        } finally {
            for (Operation<?> operation : ended) {
                operation.end();
            }
        }
    }

    private static void refuse(Operation<?> operation, Queue<Operation<?>> waiting, List<Operation<?>> ended) {
        waiting.remove(operation);
        operation.fail(SqliteStore.closedFailure());
        ended.add(operation);
    }

    private void transact(Operation<?> leader, Queue<Operation<?>> waiting, List<Operation<?>> ended) {
        inTransaction = true;
        try {
            batch.run(leader, waiting, ended);
        } finally {
            inTransaction = false;
        }
        if (Batch.anySucceeded(ended)) {
            commits++;
            onCommit.run();
        }
        for (Operation<?> operation : ended) {
            runAfterCommit(operation);
        }
    }

    private static void wake(List<Operation<?>> ended) {
        for (Operation<?> operation : ended) {
            operation.wake();
        }
    }

    private static void runAfterCommit(Operation<?> operation) {
        if (operation.failed()) {
            return;
        }
        for (Runnable action : operation.afterCommit()) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                LOG.error("an action after a commit failed; the commit stands", e);
            }
        }
    }

    private void unlock() {
        lock.unlock();
        for (Operation<?> waiting : queue) {
            if (waiting.wake()) {
                return;
            }
        }
    }

    /** The log is emptied at the second call in a row that finds it as it was at the first: so it is not, under load. */
    @Override
    public void tidy() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            batch.recover();
            boolean quiet = commits == commitsAtLastLook;
            commitsAtLastLook = commits;
            if (quiet && commits != commitsAtCheckpoint && !closed) {
                commitsAtCheckpoint = commits;
                checkpoint();
            }
        } finally {
            unlock();
        }
    }

    @Override
    public void close() {
        refuseNestedWrite();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            for (Operation<?> next = queue.peek(); next != null; next = queue.peek()) {
                List<Operation<?>> ended = Batch.emptyList();
                run(next, queue, ended);
                wake(ended);
            }
            closed = true;
            checkpoint();
            session.close();
        } finally {
            unlock();
        }
    }

    private void checkpoint() {
        try {
            if (batch.mayCarryOver()) {
                SqliteConnections.checkpoint(session);
            }
        } catch (OrchestratorException e) {
            LOG.debug("the write-ahead log stays for whoever opens the database next", e);
        }
    }
}
