package dev.parallelmcp.server.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rows of one table of a database, as they were stored: every column but those that the database writes itself.
 *
 * @param rows in the order of the table's own key
 */
record StoredRows(String table, List<String> columns, List<List<@Nullable Object>> rows) {

    private static final String COLUMNS = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid";

    /** Reads them. */
    static StoredRows read(RawDatabase database, String table) throws SQLException {
        List<String> columns = columns(database, table);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (PreparedStatement statement =
                        database.prepare("SELECT " + String.join(", ", columns) + " FROM " + table + " NOT INDEXED");
                ResultSet results = statement.executeQuery()) {
            while (results.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 1; column <= columns.size(); column++) {
                    row.add(results.getObject(column));
                }
                rows.add(row);
            }
        }
        return new StoredRows(table, columns, rows);
    }

    private static List<String> columns(RawDatabase database, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = database.prepare(COLUMNS)) {
            statement.setString(1, table);
            try (ResultSet names = statement.executeQuery()) {
                while (names.next()) {
                    columns.add(names.getString(1));
                }
            }
        }
        return columns;
    }

    /** The statement that inserts one such row. */
    String insert() {
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    /** The rows of one of so many equal parts, the first being 0. */
    List<List<@Nullable Object>> part(int number, int parts) {
        return rows.subList(rows.size() * number / parts, rows.size() * (number + 1) / parts);
    }
}
