package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.jdbc.Query;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreResultSet;

/**
 * A query whose columns are named once. SQLite's driver asks for the names of all columns whenever a statement is run,
 * a native call and a string for each, although nobody here looks anything up by name: a tenth of the time of a claim. It
 * has one result set for each statement and does not ask when that has the names already, so they are given back to it.
 */
final class NamedOnce implements Query {
    private final PreparedStatement statement;
    private @Nullable CoreResultSet results;
    private String @Nullable [] names;

    NamedOnce(PreparedStatement statement) {
        this.statement = statement;
    }

    @Override
    public ResultSet run() throws SQLException {
        if (results == null) {
            return first();
        }
        statement.execute();
        results.colsMeta = names;
        return statement.getResultSet();
    }

    private ResultSet first() throws SQLException {
        ResultSet first = statement.executeQuery();
        if (first instanceof CoreResultSet core) {
            results = core;
            names = core.colsMeta;
        }
        return first;
    }
}
