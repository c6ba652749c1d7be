package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.jdbc.JdbcAttempts;
import dev.parallelmcp.core.store.jdbc.JdbcTaskOutputs;
import dev.parallelmcp.core.store.jdbc.JdbcTokens;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;

/** The tables of a SQLite connection. */
final class SqliteTables {

    private SqliteTables() {}

    static Tables of(Session session) {
        return new Tables(
                session,
                new SqliteRuns(session),
                new SqliteTasks(session),
                new JdbcAttempts(session),
                new JdbcTaskOutputs(session),
                new SqliteSnapshots(session),
                new SqliteEvents(session),
                new JdbcTokens(session));
    }
}
