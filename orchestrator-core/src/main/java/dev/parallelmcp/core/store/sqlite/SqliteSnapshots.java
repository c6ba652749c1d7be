package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.SnapshotSize;
import dev.parallelmcp.core.store.jdbc.JdbcSnapshots;
import dev.parallelmcp.core.store.jdbc.Session;
import java.util.List;

/** Finding context snapshots in SQLite. */
final class SqliteSnapshots extends JdbcSnapshots {

    /** ?1 ids. Sizes stand in the head of a row, so no payload is read. */
    private static final String SIZES = """
            SELECT snapshot.id, snapshot.run_id, octet_length(snapshot.payload)
            FROM json_each(?1) AS wanted
            CROSS JOIN context_snapshots AS snapshot ON snapshot.id = wanted.value
            """;

    SqliteSnapshots(Session session) {
        super(session);
    }

    @Override
    public List<SnapshotSize> sizes(List<String> snapshotIds) {
        return session()
                .list(
                        SIZES,
                        params -> params.text(JsonArrays.of(snapshotIds)),
                        row -> new SnapshotSize(row.text(), row.text(), row.number()));
    }
}
