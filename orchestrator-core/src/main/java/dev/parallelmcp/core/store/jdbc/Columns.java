package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The columns of the current row, read in the order of the statement: looking up names costs more than the row. */
public final class Columns {
    private final ResultSet results;
    private int index;

    Columns(ResultSet results) {
        this.results = results;
    }

    boolean nextRow() throws SQLException {
        index = 0;
        return results.next();
    }

    public String text() throws SQLException {
        return Objects.requireNonNull(textOrNull(), "a column that is never null");
    }

    public @Nullable String textOrNull() throws SQLException {
        return results.getString(++index);
    }

    public Json json() throws SQLException {
        return Json.trusted(text());
    }

    public @Nullable Json jsonOrNull() throws SQLException {
        String text = textOrNull();
        return text == null ? null : Json.trusted(text);
    }

    public long number() throws SQLException {
        return results.getLong(++index);
    }

    public int smallNumber() throws SQLException {
        return results.getInt(++index);
    }

    public @Nullable Long numberOrNull() throws SQLException {
        long value = number();
        return results.wasNull() ? null : (Long) value;
    }

    public double real() throws SQLException {
        return results.getDouble(++index);
    }

    public boolean flag() throws SQLException {
        return number() != 0;
    }

    public Instant time() throws SQLException {
        return Instant.ofEpochMilli(number());
    }

    public @Nullable Instant timeOrNull() throws SQLException {
        long value = number();
        return results.wasNull() ? null : Instant.ofEpochMilli(value);
    }

    /** An enum constant by its outside name. */
    public <E> E name(Names<E> names) throws SQLException {
        return names.require(text());
    }

    public <E> @Nullable E nameOrNull(Names<E> names) throws SQLException {
        String name = textOrNull();
        return name == null ? null : names.require(name);
    }
}
