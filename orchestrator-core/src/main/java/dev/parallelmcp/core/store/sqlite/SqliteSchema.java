package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Migration;
import dev.parallelmcp.core.store.jdbc.Migrator;
import dev.parallelmcp.core.store.jdbc.Session;
import java.time.InstantSource;
import java.util.List;

/** Whose database a file is, and which schema it has. */
final class SqliteSchema {

    /** "PMCP": written into the header of every database of ours, so that no other is ever taken for one. */
    static final int APPLICATION_ID = 0x504D4350;

    /** In order. A list, because the entries of a jar in a jar cannot be listed. */
    static final List<Migration> MIGRATIONS = List.of(
            Migration.load(SqliteSchema.class, 1, "initial"),
            Migration.load(SqliteSchema.class, 2, "namespaces"),
            Migration.load(SqliteSchema.class, 3, "answers"),
            Migration.load(SqliteSchema.class, 4, "counts"),
            Migration.load(SqliteSchema.class, 5, "task_outputs"),
            Migration.load(SqliteSchema.class, 6, "fewer_pages"));

    private static final String READ_APPLICATION_ID = "PRAGMA application_id";
    private static final String WRITE_APPLICATION_ID = "PRAGMA application_id = " + APPLICATION_ID;
    private static final String COUNT_TABLES = "SELECT count(*) FROM sqlite_master";

    private SqliteSchema() {}

    /** What a file can be to us. */
    enum Owner {
        /** A database without tables: ours to fill. */
        NOBODY,
        US,
        ANOTHER_PROGRAM
    }

    /** Asks two things, so it needs one consistent state: a transaction, or a file that nobody changes. */
    static Owner owner(Session session) {
        long applicationId = number(session, READ_APPLICATION_ID);
        if (applicationId == APPLICATION_ID) {
            return Owner.US;
        }
        boolean empty = number(session, COUNT_TABLES) == 0;
        return applicationId == 0 && empty ? Owner.NOBODY : Owner.ANOTHER_PROGRAM;
    }

    static void refuse(Owner owner) {
        if (owner == Owner.ANOTHER_PROGRAM) {
            throw OrchestratorException.of(
                    ErrorCode.STORE_CORRUPT, "the file is the database of another program and was left as it is");
        }
    }

    /** Brings the database up to date; of several processes that start at once, one does it and the others wait. */
    static void migrate(Session session, Patience patience, InstantSource clock) {
        Migrator migrator = new Migrator(MIGRATIONS);
        patience.retry(() -> Transactions.beginRead(session));
        try {
            if (pending(migrator, session).isEmpty()) {
                return;
            }
        } finally {
            Transactions.rollback(session);
        }
        patience.retry(() -> Transactions.begin(session));
        try {
            apply(migrator, session, clock);
            Transactions.commit(session);
        } catch (Throwable e) {
            Transactions.rollback(session);
            throw e;
        }
    }

    /** Refuses a database that a program which may not write could not use as it is. */
    static void requireCurrent(Session session) {
        Transactions.beginRead(session);
        try {
            if (owner(session) == Owner.NOBODY) {
                throw unreadable("the database is empty");
            }
            int pending = pending(new Migrator(MIGRATIONS), session).size();
            if (pending > 0) {
                throw unreadable("the database has schema version " + (MIGRATIONS.size() - pending)
                        + ", and this program reads version " + MIGRATIONS.size());
            }
        } finally {
            Transactions.rollback(session);
        }
    }

    private static OrchestratorException unreadable(String why) {
        return OrchestratorException.of(
                ErrorCode.STORE_UNAVAILABLE,
                why + "; open it once for writing, which brings it up to date, and then for reading only");
    }

    private static List<Migration> pending(Migrator migrator, Session session) {
        Owner owner = owner(session);
        refuse(owner);
        return migrator.pending(session, owner == Owner.NOBODY);
    }

    /** Looks again: others may have been here between the first look and the lock. */
    private static void apply(Migrator migrator, Session session, InstantSource clock) {
        List<Migration> pending = pending(migrator, session);
        boolean empty = owner(session) == Owner.NOBODY;
        if (empty) {
            session.script(WRITE_APPLICATION_ID);
        }
        migrator.apply(session, pending, empty, clock);
    }

    private static long number(Session session, String statement) {
        return session.first(statement, Binding.NONE, Columns::number).orElse(0L);
    }
}
