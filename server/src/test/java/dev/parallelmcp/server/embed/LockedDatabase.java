package dev.parallelmcp.server.embed;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database that somebody else is writing to. */
final class LockedDatabase {

    private LockedDatabase() {}

    /** Does something while the database is locked. */
    static void during(Path file, Runnable action) {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            action.run();
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
