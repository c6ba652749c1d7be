package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.JdbcTransaction;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Several callers' operations in one transaction. One that throws takes back what it did itself and disturbs no other;
 * when the database fails, or the commit, nothing of any of them happened.
 */
final class Batch {
    /** Bounds how long the lock is held and how many a failed commit can hit. */
    private static final int MAX_OPERATIONS = 256;

    private final Session session;
    private final Tables tables;
    private final FileIdentity file;
    private final InstantSource clock;
    /** Whether a transaction may be open. After a batch only where even rolling back failed. */
    private boolean begun;
    /** What it was at the last commit here. */
    private long commitsOfOthers;

    Batch(Session session, Tables tables, FileIdentity file, InstantSource clock) {
        this.session = session;
        this.tables = tables;
        this.file = file;
        this.clock = clock;
        this.commitsOfOthers = SqliteConnections.commitsOfOthers(session);
    }

    /** A list that holds a batch without taking more memory: what was taken from the queue must not get lost. */
    static List<Operation<?>> emptyList() {
        return new ArrayList<>(MAX_OPERATIONS);
    }

    /**
     * Begins with the patience of {@code leader}, who is in the queue, and then takes whoever waits: those who came while
     * it was waiting for the lock too.
     *
     * @param ended an {@link #emptyList}, which gets the operations that have ended, one way or the other
     */
    void run(Operation<?> leader, Queue<Operation<?>> queue, List<Operation<?>> ended) {
        try {
            leader.patience().retry(this::begin);
        } catch (RuntimeException | Error e) {
            queue.remove(leader);
            leader.fail(e);
            ended.add(leader);
            rollBack(e);
            return;
        }
        take(queue, ended);
        try {
            file.requireInPlace();
            perform(ended);
            end(ended);
        } catch (RuntimeException | Error e) {
            for (Operation<?> operation : ended) {
                operation.fail(e);
            }
            rollBack(e);
        }
    }

    private void begin() {
        recover();
        begun = true;
        try {
            Transactions.begin(session);
        } catch (OrchestratorException e) {
            // Who finds it busy has not begun. Whatever else is thrown may come after it has.
            begun = !SqliteFailures.isBusy(e);
            throw e;
        }
    }

    /** Ends a transaction that was left open because the memory did not suffice to end it. */
    void recover() {
        if (begun) {
            Transactions.rollback(session);
            begun = false;
        }
    }

    private void rollBack(Throwable cause) {
        try {
            recover();
        } catch (RuntimeException | Error e) {
            // Those who wait must hear of their end all the same; the next to come tries again.
            cause.addSuppressed(e);
        }
    }

    private static void take(Queue<Operation<?>> queue, List<Operation<?>> operations) {
        while (operations.size() < MAX_OPERATIONS) {
            Operation<?> next = queue.poll();
            if (next == null) {
                break;
            }
            operations.add(next);
        }
    }

    private void perform(List<Operation<?>> operations) {
        for (Operation<?> operation : operations) {
            if (operations.size() == 1) {
                perform(operation);
            } else {
                performInSavepoint(operation);
            }
            // Looked at even after a success: the work may have swallowed the failure of the database.
            OrchestratorException broken = session.broken();
            if (broken != null) {
                throw broken;
            }
        }
    }

    private void performInSavepoint(Operation<?> operation) {
        Transactions.savepoint(session);
        perform(operation);
        if (operation.failed()) {
            Transactions.rollbackToSavepoint(session);
        } else {
            Transactions.releaseSavepoint(session);
        }
    }

    private void perform(Operation<?> operation) {
        try {
            operation.perform(new JdbcTransaction(tables, clock));
        } catch (RuntimeException | Error e) {
            operation.fail(e);
        }
    }

    private void end(List<Operation<?>> operations) {
        if (anySucceeded(operations)) {
            commitsOfOthers = SqliteConnections.commitsOfOthers(session);
            Transactions.commit(session);
            begun = false;
            file.requireCommitInPlace();
        } else {
            recover();
        }
    }

    /**
     * Whether the write-ahead log may be carried over into the file that is open here. Where another file is at the path,
     * others may be using the log with that one: what they committed to it would be taken from them.
     */
    boolean mayCarryOver() {
        return file.isInPlace() || commitsOfOthers == SqliteConnections.commitsOfOthers(session);
    }

    static boolean anySucceeded(List<Operation<?>> operations) {
        for (Operation<?> operation : operations) {
            if (!operation.failed()) {
                return true;
            }
        }
        return false;
    }
}
