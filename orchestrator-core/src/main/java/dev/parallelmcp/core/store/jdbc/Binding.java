package dev.parallelmcp.core.store.jdbc;

import java.sql.SQLException;

/** Gives a statement its parameters, in order. */
@FunctionalInterface
public interface Binding {

    /** For statements without parameters. */
    Binding NONE = params -> {};

    void bind(Params params) throws SQLException;
}
