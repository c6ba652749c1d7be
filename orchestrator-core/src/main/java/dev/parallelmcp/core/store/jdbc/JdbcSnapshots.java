package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.store.Snapshots;
import java.sql.SQLException;
import java.util.Optional;

/** Context snapshots in a SQL database. */
public abstract class JdbcSnapshots implements Snapshots {
    private static final Names<ContextScope> SCOPES = Names.of(ContextScope.class);

    private static final String FIND = """
            SELECT id, run_id, task_id, scope, parent_snapshot_id, label, payload, created_at
            FROM context_snapshots
            WHERE id = ?
            """;

    private static final String INSERT = """
            INSERT INTO context_snapshots (id, run_id, task_id, scope, parent_snapshot_id, label, payload, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Session session;

    protected JdbcSnapshots(Session session) {
        this.session = session;
    }

    protected final Session session() {
        return session;
    }

    @Override
    public final Optional<ContextSnapshot> find(String snapshotId) {
        return session.first(FIND, params -> params.text(snapshotId), JdbcSnapshots::read);
    }

    @Override
    public final void insert(ContextSnapshot snapshot) {
        session.update(
                INSERT,
                params -> params.text(snapshot.id())
                        .text(snapshot.runId())
                        .text(snapshot.taskId().orElse(null))
                        .name(snapshot.scope())
                        .text(snapshot.parentSnapshotId().orElse(null))
                        .text(snapshot.label().orElse(null))
                        .json(snapshot.payload())
                        .time(snapshot.createdAt()));
    }

    private static ContextSnapshot read(Columns row) throws SQLException {
        return new ContextSnapshot(
                row.text(),
                row.text(),
                Optional.ofNullable(row.textOrNull()),
                row.name(SCOPES),
                Optional.ofNullable(row.textOrNull()),
                Optional.ofNullable(row.textOrNull()),
                row.json(),
                row.time());
    }
}
