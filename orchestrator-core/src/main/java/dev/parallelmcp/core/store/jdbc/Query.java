package dev.parallelmcp.core.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One prepared statement that answers rows, run as its driver runs it best. */
@FunctionalInterface
public interface Query {

    /** The rows for the parameters that are bound now. */
    ResultSet run() throws SQLException;

    /** How a driver is asked for the rows of a statement that it has prepared. */
    @FunctionalInterface
    interface Maker {
        Query of(PreparedStatement statement);
    }
}
