package dev.parallelmcp.server.cli;

import dev.parallelmcp.server.drill.DatabaseCheck;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** SQLite's own checks of a database. */
final class SqliteCheck implements DatabaseCheck {

    private static final String SOUND = "ok";

    @Override
    public List<String> problems(Path database) {
        List<String> problems = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            try (ResultSet lines = statement.executeQuery("PRAGMA integrity_check")) {
                while (lines.next()) {
                    if (!lines.getString(1).equals(SOUND)) {
                        problems.add("integrity_check: " + lines.getString(1));
                    }
                }
            }
            try (ResultSet rows = statement.executeQuery("PRAGMA foreign_key_check")) {
                while (rows.next()) {
                    problems.add("foreign_key_check: a row of " + rows.getString(1) + " points nowhere");
                }
            }
        } catch (SQLException e) {
            problems.add("cannot be read: " + e.getMessage());
        }
        return problems;
    }
}
