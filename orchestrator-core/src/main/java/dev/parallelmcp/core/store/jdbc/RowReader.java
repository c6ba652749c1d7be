package dev.parallelmcp.core.store.jdbc;

import java.sql.SQLException;

/** Makes a value of a row, reading its columns in the order of the statement. */
@FunctionalInterface
public interface RowReader<T> {
    T read(Columns columns) throws SQLException;
}
