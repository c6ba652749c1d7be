package dev.parallelmcp.dist;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Another program that is writing to the database: from opening until closing nobody else can. */
final class DatabaseLock implements AutoCloseable {

    /** What others can do meanwhile. */
    enum Mode {
        /** They read. */
        IMMEDIATE,
        /** Nothing: the program keeps every lock there is, as one does that repairs or copies. */
        EXCLUSIVE
    }

    private final Connection connection;

    DatabaseLock(Path database) {
        this(database, Mode.IMMEDIATE);
    }

    DatabaseLock(Path database, Mode mode) {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + database);
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN " + mode);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        release();
    }

    /** Gives the database free, its transaction undone. Repeated calls do nothing. */
    void release() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
