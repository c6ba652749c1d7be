package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The borders of transactions. The driver's own are not used: they begin deferred, and one at a time. */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    /** Takes the write lock at once: a transaction that reads first and then writes can fail with no way to wait. */
    private static final String BEGIN_IMMEDIATE = "BEGIN IMMEDIATE";

    private static final String BEGIN_READ = "BEGIN";
    private static final String COMMIT = "COMMIT";
    private static final String ROLLBACK = "ROLLBACK";
    private static final String SAVEPOINT = "SAVEPOINT operation";
    private static final String RELEASE_SAVEPOINT = "RELEASE operation";
    private static final String ROLLBACK_TO_SAVEPOINT = "ROLLBACK TO operation";

    private Transactions() {}

    static void begin(Session session) {
        session.recover();
        session.run(BEGIN_IMMEDIATE);
    }

    static void beginRead(Session session) {
        session.recover();
        session.run(BEGIN_READ);
    }

    static void commit(Session session) {
        session.run(COMMIT);
    }

    /** Ends the transaction whatever has happened to it: SQLite may have rolled it back by itself. */
    static void rollback(Session session) {
        session.recover();
        try {
            session.run(ROLLBACK);
        } catch (OrchestratorException e) {
            LOG.debug("nothing to roll back: the database had done it already", e);
        } finally {
            session.recover();
        }
    }

    static void savepoint(Session session) {
        session.run(SAVEPOINT);
    }

    static void releaseSavepoint(Session session) {
        session.run(RELEASE_SAVEPOINT);
    }

    static void rollbackToSavepoint(Session session) {
        session.run(ROLLBACK_TO_SAVEPOINT);
        session.run(RELEASE_SAVEPOINT);
    }
}
