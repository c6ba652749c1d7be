package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.jdbc.JdbcTransaction;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.time.InstantSource;
import java.util.function.Function;

/** One read transaction on a connection. */
final class ReadOnce {

    private ReadOnce() {}

    static <T> T run(
            Session session, Tables tables, InstantSource clock, Function<? super ReadTransaction, ? extends T> work) {
        Transactions.beginRead(session);
        JdbcTransaction transaction = new JdbcTransaction(tables, clock);
        try {
            return work.apply(transaction);
        } finally {
            transaction.end();
            // Nothing was written, so rolling back is as good as committing and cannot fail.
            Transactions.rollback(session);
        }
    }
}
