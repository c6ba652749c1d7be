package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.error.OrchestratorException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements, each prepared once. Not thread-safe.
 *
 * <p>A failure of the database itself (not of one statement) may have ended the transaction behind our back; a statement
 * after it would then commit alone. So after such a failure every statement is refused until {@link #recover}.
 */
public final class Session implements AutoCloseable {
    private final Connection connection;
    private final SqlFailures failures;
    private final Query.Maker queries;
    private final Map<String, Prepared> prepared = new HashMap<>();
    private @Nullable OrchestratorException broken;

    public Session(Connection connection, SqlFailures failures) {
        this(connection, failures, statement -> statement::executeQuery);
    }

    public Session(Connection connection, SqlFailures failures, Query.Maker queries) {
        this.connection = connection;
        this.failures = failures;
        this.queries = queries;
    }

    private record Prepared(PreparedStatement statement, Query query) {}

    /** For what only the driver can do. */
    public Connection connection() {
        return connection;
    }

    /** The failure that broke the transaction, if one did. */
    public @Nullable OrchestratorException broken() {
        return broken;
    }

    /** To be called when no transaction is open any more. */
    public void recover() {
        broken = null;
    }

    /** Answers how many rows were changed. */
    public int update(String sql, Binding binding) {
        refuseWhenBroken();
        try {
            return bound(sql, binding).statement().executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** Runs a statement that has neither parameters nor rows. */
    public void run(String sql) {
        update(sql, Binding.NONE);
    }

    /** The first row. */
    public <T> Optional<T> first(String sql, Binding binding, RowReader<T> reader) {
        List<T> rows = new ArrayList<>(1);
        each(sql, binding, columns -> {
            rows.add(reader.read(columns));
            return false;
        });
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** All rows. */
    public <T> List<T> list(String sql, Binding binding, RowReader<T> reader) {
        List<T> rows = new ArrayList<>();
        each(sql, binding, columns -> rows.add(reader.read(columns)));
        return rows;
    }

    /** Row by row, as long as {@code visitor} wants more. */
    public void each(String sql, Binding binding, RowVisitor visitor) {
        refuseWhenBroken();
        try (ResultSet results = bound(sql, binding).query().run()) {
            Columns columns = new Columns(results);
            boolean more = true;
            while (more && columns.nextRow()) {
                more = visit(visitor, columns);
            }
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    private static boolean visit(RowVisitor visitor, Columns columns) throws SQLException {
        try {
            return visitor.visit(columns);
        } catch (OrchestratorException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Damage.unreadable(e);
        }
    }

    /** Runs several statements in one text, not kept prepared. */
    public void script(String sql) {
        refuseWhenBroken();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            for (Prepared each : prepared.values()) {
                each.statement().close();
            }
            prepared.clear();
            connection.close();
        } catch (SQLException e) {
            throw failures.translate(e);
        }
    }

    private Prepared bound(String sql, Binding binding) throws SQLException {
        Prepared bound = prepared.get(sql);
        if (bound == null) {
            bound = prepare(sql);
            prepared.put(sql, bound);
        }
        binding.bind(new Params(bound.statement()));
        return bound;
    }

    private Prepared prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        return new Prepared(statement, queries.of(statement));
    }

    private void refuseWhenBroken() {
        if (broken != null) {
            throw broken;
        }
    }

    private OrchestratorException failed(String sql, SQLException e) {
        forget(sql, e);
        OrchestratorException failure = failures.translate(e);
        if (endsTransaction(failure)) {
            broken = failure;
        }
        return failure;
    }

    /** A driver may finalize a statement that failed; it is prepared anew when it is needed again. */
    private void forget(String sql, SQLException failure) {
        Prepared failed = prepared.remove(sql);
        if (failed == null) {
            return;
        }
        try {
            failed.statement().close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static boolean endsTransaction(OrchestratorException failure) {
        return switch (failure.code()) {
            case STORE_BUSY, STORE_UNAVAILABLE, STORE_CORRUPT -> true;
            default -> false;
        };
    }
}
