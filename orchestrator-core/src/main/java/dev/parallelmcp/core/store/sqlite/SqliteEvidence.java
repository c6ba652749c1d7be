package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.doctor.Evidence;
import dev.parallelmcp.core.doctor.Records;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.JdbcRecords;
import dev.parallelmcp.core.store.jdbc.Rules;
import dev.parallelmcp.core.store.jdbc.Session;
import java.util.function.Function;
import java.util.function.Supplier;

/** A connection that only reads, one transaction after the other. */
final class SqliteEvidence implements Evidence {

    /** BEGIN takes no state yet: the first read does. */
    private static final String READ_ANYTHING = "SELECT count(*) FROM sqlite_master";

    private final Session session;
    private final Patience patience;
    private final Records records;

    SqliteEvidence(Session session, Patience patience, Rules rules) {
        this.session = session;
        this.patience = patience;
        this.records = new JdbcRecords(session, rules);
    }

    @Override
    public <T> T inOneState(Function<? super Records, ? extends T> work) {
        return inOneState(session, patience, () -> work.apply(records));
    }

    /** Waits only to begin: once a reader has its state, no writer keeps it from reading on. */
    static <T> T inOneState(Session session, Patience patience, Supplier<? extends T> work) {
        patience.retry(() -> begin(session));
        try {
            return work.get();
        } finally {
            Transactions.rollback(session);
        }
    }

    private static void begin(Session session) {
        Transactions.beginRead(session);
        try {
            session.first(READ_ANYTHING, Binding.NONE, Columns::number);
        } catch (OrchestratorException e) {
            Transactions.rollback(session);
            throw e;
        }
    }
}
