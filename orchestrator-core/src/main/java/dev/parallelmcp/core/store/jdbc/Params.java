package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.WireName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The parameters of one statement, given in order, so that nobody counts them. */
public final class Params {
    private final PreparedStatement statement;
    private int index;

    Params(PreparedStatement statement) {
        this.statement = statement;
    }

    public Params text(@Nullable String value) throws SQLException {
        statement.setString(++index, value);
        return this;
    }

    public Params json(@Nullable Json value) throws SQLException {
        return text(value == null ? null : value.text());
    }

    /** An enum constant by its outside name. */
    public Params name(@Nullable WireName value) throws SQLException {
        return text(value == null ? null : value.wireName());
    }

    public Params number(long value) throws SQLException {
        statement.setLong(++index, value);
        return this;
    }

    public Params number(@Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++index, Types.BIGINT);
            return this;
        }
        return number(value.longValue());
    }

    public Params real(double value) throws SQLException {
        statement.setDouble(++index, value);
        return this;
    }

    /** A truth value as 0 or 1. */
    public Params flag(boolean value) throws SQLException {
        return number(value ? 1L : 0L);
    }

    /** A time in milliseconds since the epoch. */
    public Params time(@Nullable Instant value) throws SQLException {
        return number(value == null ? null : (Long) value.toEpochMilli());
    }
}
