package dev.parallelmcp.core.store.jdbc;

import java.sql.SQLException;

/** Looks at rows one after the other. */
@FunctionalInterface
public interface RowVisitor {

    /** Answers whether it wants the next one. */
    boolean visit(Columns columns) throws SQLException;
}
