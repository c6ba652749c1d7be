package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Transaction;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may use the tables when: one writer alone, or any number of readers. So a writer sees its own changes at once and
 * readers see none but committed ones, without any copy.
 */
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Tables tables;
    private final Journal journal;
    private final Runnable onCommit;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    /** Guarded by the lock, but for {@link #kill}. */
    private volatile @Nullable MemoryTransaction writing;

    private volatile boolean killed;

    /** @param onCommit called after each commit; must be quick and must not throw */
    Turns(Tables tables, Journal journal, Runnable onCommit) {
        this.tables = tables;
        this.journal = journal;
        this.onCommit = onCommit;
    }

    <T> T read(InstantSource clock, Function<? super ReadTransaction, ? extends T> work) {
        if (lock.isWriteLockedByCurrentThread()) {
            throw new IllegalStateException("a transaction is open on this thread; read through it, not the store");
        }
        lock.readLock().lock();
        MemoryTransaction transaction = new MemoryTransaction(tables, journal, clock);
        try {
            refuseWhenKilled();
            return work.apply(transaction);
        } finally {
            transaction.end();
            lock.readLock().unlock();
        }
    }

    <T> T write(InstantSource clock, Function<? super Transaction, ? extends T> work) {
        refuseInside();
        lock.writeLock().lock();
        MemoryTransaction transaction = new MemoryTransaction(tables, journal, clock);
        try {
            refuseWhenKilled();
            writing = transaction;
            T result = work.apply(transaction);
            refuseWhenKilled();
            commit(transaction);
            return result;
        } catch (Throwable e) {
            if (!killed) {
                journal.takeBackTo(0);
            }
            throw e;
        } finally {
            transaction.end();
            lock.writeLock().unlock();
        }
    }

    /** With the lock held, so that the actions run in the order of the commits. */
    private void commit(MemoryTransaction transaction) {
        transaction.end();
        journal.forget();
        onCommit.run();
        for (Runnable action : transaction.afterCommitActions()) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                LOG.error("an action after a commit failed; the commit stands", e);
            }
        }
    }

    /** A write would wait for itself for ever: it is a mistake of the program. */
    void refuseInside() {
        if (lock.isWriteLockedByCurrentThread() || lock.getReadHoldCount() > 0) {
            throw new IllegalStateException(
                    "a transaction is open on this thread; what belongs to it goes through it, and what follows it"
                            + " comes after it has ended");
        }
    }

    /** Takes back what is half done and lets nobody use the tables through this any more. The writer must be at rest. */
    void kill() {
        killed = true;
        MemoryTransaction halfDone = writing;
        if (halfDone != null) {
            halfDone.end();
        }
        journal.takeBackTo(0);
    }

    boolean killed() {
        return killed;
    }

    private void refuseWhenKilled() {
        if (killed) {
            throw OrchestratorException.of(ErrorCode.STORE_UNAVAILABLE, "the process of this store was killed");
        }
    }
}
