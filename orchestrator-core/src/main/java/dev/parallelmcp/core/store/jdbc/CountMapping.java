package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.store.KindCounts;
import dev.parallelmcp.core.store.WorkCounts;
import java.sql.SQLException;
import java.util.Optional;

/** Counted tasks as a row. */
public final class CountMapping {

    private CountMapping() {}

    /** Kind, ready, delayed, blocked by a dependency, leased, paused, dead, ready since. */
    public static KindCounts read(Columns row) throws SQLException {
        return new KindCounts(
                row.text(),
                new WorkCounts(
                        row.smallNumber(),
                        row.smallNumber(),
                        row.smallNumber(),
                        row.smallNumber(),
                        row.smallNumber(),
                        row.smallNumber(),
                        Optional.ofNullable(row.timeOrNull())));
    }
}
