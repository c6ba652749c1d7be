package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** A connection to SQLite with the settings of the product's own, and nothing in between. Not thread-safe. */
final class RawDatabase implements AutoCloseable {

    private static final LimitScript SCRIPT = LimitScript.load();

    /** Nobody else uses these databases, or only for moments. */
    private static final String WAIT = "PRAGMA busy_timeout = 5000";

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;

    private RawDatabase(Connection connection) throws SQLException {
        this.connection = connection;
        this.begin = prepare(SCRIPT.text("begin"));
        this.commit = prepare(SCRIPT.text("commit"));
    }

    /** As the product has it: after an insert, nobody asks for its key. */
    private static SQLiteConfig driver() {
        SQLiteConfig config = new SQLiteConfig();
        config.setGetGeneratedKeys(false);
        return config;
    }

    /** Opens the database in this file; creates it where there is none. */
    static RawDatabase open(Path file) throws SQLException {
        // A URI, in which no character of a file name means anything else.
        Connection connection = driver().createConnection("jdbc:sqlite:" + file.toUri());
        try {
            RawDatabase database = new RawDatabase(connection);
            database.script(WAIT);
            return database;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The same, set up for writing as the product is. */
    static RawDatabase open(Path file, Durability durability) throws SQLException {
        RawDatabase database = open(file);
        try {
            database.script(SCRIPT.text("settings"));
            database.script("PRAGMA synchronous = " + durability.name());
            return database;
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    /** A statement that lives as long as the connection. */
    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** Runs several statements in one text. */
    void script(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** The first column of the first row of a query, which must have one. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    void begin() throws SQLException {
        begin.execute();
    }

    void commit() throws SQLException {
        commit.execute();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
