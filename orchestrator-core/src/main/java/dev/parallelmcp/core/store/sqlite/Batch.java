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
    private final InstantSource clock;

    Batch(Session session, Tables tables, InstantSource clock) {
        this.session = session;
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * Begins with the patience of {@code leader}, who is in the queue, and then takes whoever waits: those who came while
     * it was waiting for the lock too.
     *
     * @return the operations that have ended, one way or the other
     */
    List<Operation<?>> run(Operation<?> leader, Queue<Operation<?>> queue) {
        try {
            leader.patience().retry(() -> Transactions.begin(session));
        } catch (RuntimeException | Error e) {
            queue.remove(leader);
            leader.fail(e);
            return List.of(leader);
        }
        List<Operation<?>> operations = take(queue);
        try {
            perform(operations);
            end(operations);
        } catch (RuntimeException | Error e) {
            Transactions.rollback(session);
            operations.forEach(operation -> operation.fail(e));
        }
        return operations;
    }

    private static List<Operation<?>> take(Queue<Operation<?>> queue) {
        List<Operation<?>> operations = new ArrayList<>();
        while (operations.size() < MAX_OPERATIONS) {
            Operation<?> next = queue.poll();
            if (next == null) {
                break;
            }
            operations.add(next);
        }
        return operations;
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
        if (operations.stream().allMatch(Operation::failed)) {
            Transactions.rollback(session);
        } else {
            Transactions.commit(session);
        }
    }
}
