package dev.parallelmcp.core.store.jdbc;

import java.util.List;

/** The statements about runs that every database takes. */
final class RunSql {

    static final String FIND = """
            SELECT id, namespace, external_id, status, gate, keep_open, current_context_snapshot_id,
                created_at, updated_at, queued, queued_unmet, leased, running, blocked, waiting_input,
                completed, failed, cancelled, metadata
            FROM runs
            WHERE id = ?
            """;

    static final String FIND_BY_SEQ = """
            SELECT id, namespace, external_id, status, gate, keep_open, current_context_snapshot_id,
                created_at, updated_at, queued, queued_unmet, leased, running, blocked, waiting_input,
                completed, failed, cancelled, metadata
            FROM runs
            WHERE seq = ?
            """;

    static final String INSERT = """
            INSERT INTO runs (id, namespace, external_id, status, gate, keep_open, current_context_snapshot_id,
                created_at, updated_at, queued, queued_unmet, leased, running, blocked, waiting_input,
                completed, failed, cancelled, metadata)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    static final String ADJUST = """
            UPDATE runs
            SET queued = queued + ?,
                queued_unmet = queued_unmet + ?,
                leased = leased + ?,
                running = running + ?,
                blocked = blocked + ?,
                waiting_input = waiting_input + ?,
                completed = completed + ?,
                failed = failed + ?,
                cancelled = cancelled + ?
            WHERE id = ?
            RETURNING id, namespace, external_id, status, gate, keep_open, current_context_snapshot_id,
                created_at, updated_at, queued, queued_unmet, leased, running, blocked, waiting_input,
                completed, failed, cancelled, metadata
            """;

    static final String SAVE = """
            UPDATE runs
            SET status = ?, gate = ?, keep_open = ?, current_context_snapshot_id = ?, updated_at = ?
            WHERE id = ?
            """;

    static final String COUNT = """
            SELECT status, sum(runs) FROM run_counts GROUP BY status
            """;

    static final String COUNT_OF_NAMESPACE = """
            SELECT status, runs FROM run_counts WHERE namespace = ?
            """;

    private static final String DELETE_TOKENS = """
            DELETE FROM client_tokens WHERE run_id = ?
            """;

    private static final String DELETE_EVENTS = """
            DELETE FROM events WHERE run_id = ?
            """;

    private static final String DELETE_SNAPSHOTS = """
            DELETE FROM context_snapshots WHERE run_id = ?
            """;

    private static final String DELETE_ATTEMPTS = """
            DELETE FROM attempts WHERE task_id IN (SELECT id FROM tasks WHERE run_id = ?)
            """;

    private static final String DELETE_DEPENDENCIES = """
            DELETE FROM task_dependencies WHERE depends_on_seq IN (SELECT seq FROM tasks WHERE run_id = ?)
            """;

    private static final String DELETE_TASKS = """
            DELETE FROM tasks WHERE run_id = ?
            """;

    private static final String DELETE_RUN = """
            DELETE FROM runs WHERE id = ?
            """;

    /** What refers goes before what it refers to. */
    static final List<String> DELETE = List.of(
            DELETE_TOKENS,
            DELETE_EVENTS,
            DELETE_SNAPSHOTS,
            DELETE_ATTEMPTS,
            DELETE_DEPENDENCIES,
            DELETE_TASKS,
            DELETE_RUN);

    private RunSql() {}
}
