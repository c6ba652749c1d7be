package dev.parallelmcp.core.store.jdbc;

/** The statements about tasks that every database takes. */
final class TaskSql {

    static final String FIND = """
            SELECT seq, id, run_id, namespace, kind, key, priority, max_attempts,
                retry_delay_ms, retry_backoff, retry_max_delay_ms, retry_jitter, timeout_ms, input, metadata,
                depends_on, on_dependency_failure, context_pinned, created_at,
                unmet_dependencies, status, status_reason, attempt_count, attempt_number, reset_number,
                not_before, delayed, context_snapshot_id,
                attempt_id, lease_id, leased_by, lease_ms, lease_expires_at, attempt_deadline_at,
                dead, resume_at, deadline_at, resumed_by, updated_at, started_at, completed_at,
                error, progress, output, resume_state, resume_input
            FROM tasks
            WHERE id = ?
            """;

    static final String FIND_BY_SEQ = """
            SELECT seq, id, run_id, namespace, kind, key, priority, max_attempts,
                retry_delay_ms, retry_backoff, retry_max_delay_ms, retry_jitter, timeout_ms, input, metadata,
                depends_on, on_dependency_failure, context_pinned, created_at,
                unmet_dependencies, status, status_reason, attempt_count, attempt_number, reset_number,
                not_before, delayed, context_snapshot_id,
                attempt_id, lease_id, leased_by, lease_ms, lease_expires_at, attempt_deadline_at,
                dead, resume_at, deadline_at, resumed_by, updated_at, started_at, completed_at,
                error, progress, output, resume_state, resume_input
            FROM tasks
            WHERE seq = ?
            """;

    static final String FIND_SUMMARY_BY_SEQ = """
            SELECT id, kind, key, status, status_reason, priority, attempt_count, leased_by, error, progress
            FROM tasks
            WHERE seq = ?
            """;

    static final String FIND_SUMMARY = """
            SELECT id, kind, key, status, status_reason, priority, attempt_count, leased_by, error, progress
            FROM tasks
            WHERE id = ? AND run_id = ?
            """;

    static final String INSERT = """
            INSERT INTO tasks (id, run_id, namespace, kind, key, priority, max_attempts,
                retry_delay_ms, retry_backoff, retry_max_delay_ms, retry_jitter, timeout_ms, input, metadata,
                depends_on, on_dependency_failure, context_pinned, created_at,
                unmet_dependencies, status, status_reason, attempt_count, attempt_number, context_snapshot_id,
                attempt_id, lease_id, leased_by, lease_ms, lease_expires_at, attempt_deadline_at,
                updated_at, started_at,
                reset_number, not_before, delayed, resume_at, deadline_at, resumed_by,
                completed_at, error, progress, output, resume_state, resume_input, dead)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING seq
            """;

    /**
     * What a claim, a heartbeat and the start of work change. The fewer columns a statement names, the fewer indexes the
     * database looks at. The condition is the fence. Unmet dependencies are left alone: dependencyMet may have counted
     * down since the row was read.
     */
    static final String SAVE_HELD = """
            UPDATE tasks
            SET status = ?, status_reason = ?, attempt_count = ?, attempt_number = ?, context_snapshot_id = ?,
                attempt_id = ?, lease_id = ?, leased_by = ?, lease_ms = ?, lease_expires_at = ?,
                attempt_deadline_at = ?, updated_at = ?, started_at = ?
            WHERE seq = ? AND status = ? AND attempt_number = ? AND lease_id IS NOT DISTINCT FROM ?
            """;

    /** Everything but dead, which seldom changes: a statement that names it has the database look after its counters. */
    static final String SAVE = SAVE_HELD.replace("started_at = ?", """
            started_at = ?,
                reset_number = ?, not_before = ?, delayed = ?, resume_at = ?, deadline_at = ?, resumed_by = ?,
                completed_at = ?, error = ?, progress = ?, output = ?, resume_state = ?, resume_input = ?""");

    /** The same for a task that dies or comes back. */
    static final String SAVE_DEAD = SAVE.replace("SET status = ?", "SET dead = ?, status = ?");

    static final String HAS_FAILED_DEPENDENCY = """
            SELECT 1
            FROM task_dependencies AS edge
            JOIN tasks AS upstream ON upstream.seq = edge.depends_on_seq
            WHERE edge.task_seq = (SELECT seq FROM tasks WHERE id = ?)
                AND upstream.status IN ('failed', 'cancelled')
            LIMIT 1
            """;

    static final String NEXT_DUE = """
            SELECT min(due_at)
            FROM (
                SELECT min(due_at) AS due_at FROM tasks WHERE lease_id IS NOT NULL
                UNION ALL
                SELECT min(due_at) FROM tasks WHERE lease_id IS NULL AND due_at IS NOT NULL) AS next
            """;

    static final String NEXT_DUE_OF_NAMESPACE = """
            SELECT min(due_at)
            FROM (
                SELECT min(due_at) AS due_at FROM tasks WHERE lease_id IS NOT NULL AND namespace = ?
                UNION ALL
                SELECT min(due_at) FROM tasks WHERE lease_id IS NULL AND due_at IS NOT NULL AND namespace = ?) AS next
            """;

    static final String DUE = """
            SELECT id, namespace, status
            FROM (
                SELECT * FROM (
                    SELECT id, namespace, status, due_at, seq
                    FROM tasks
                    WHERE lease_id IS NOT NULL AND due_at <= ?
                    ORDER BY due_at, seq
                    LIMIT ?) AS held
                UNION ALL
                SELECT * FROM (
                    SELECT id, namespace, status, due_at, seq
                    FROM tasks
                    WHERE lease_id IS NULL AND due_at IS NOT NULL AND due_at <= ?
                    ORDER BY due_at, seq
                    LIMIT ?) AS parked) AS due
            ORDER BY due_at, seq
            LIMIT ?
            """;

    static final String DEPENDENTS = """
            SELECT downstream.id
            FROM task_dependencies AS edge
            JOIN tasks AS downstream ON downstream.seq = edge.task_seq
            WHERE edge.depends_on_seq = (SELECT seq FROM tasks WHERE id = ?) AND downstream.status = ?
            ORDER BY edge.task_seq
            """;

    static final String DEPENDENT_STATES = """
            SELECT downstream.id, downstream.status
            FROM task_dependencies AS edge
            JOIN tasks AS downstream ON downstream.seq = edge.task_seq
            WHERE edge.depends_on_seq = (SELECT seq FROM tasks WHERE id = ?)
            ORDER BY edge.task_seq
            """;

    static final String HAS_DEPENDENTS = """
            SELECT 1 FROM task_dependencies WHERE depends_on_seq = (SELECT seq FROM tasks WHERE id = ?) LIMIT 1
            """;

    static final String DEPENDENCY_MET = """
            UPDATE tasks
            SET unmet_dependencies = unmet_dependencies - 1
            WHERE seq IN (
                    SELECT task_seq FROM task_dependencies
                    WHERE depends_on_seq = (SELECT seq FROM tasks WHERE id = ?))
                AND (on_dependency_failure = ? OR on_dependency_failure = ? OR on_dependency_failure = ?)
            RETURNING status, unmet_dependencies
            """;

    static final String DEPENDENCY_UNMET = """
            UPDATE tasks
            SET unmet_dependencies = unmet_dependencies + 1
            WHERE seq IN (
                    SELECT task_seq FROM task_dependencies
                    WHERE depends_on_seq = (SELECT seq FROM tasks WHERE id = ?))
                AND (on_dependency_failure = ? OR on_dependency_failure = ? OR on_dependency_failure = ?)
            RETURNING status, unmet_dependencies
            """;

    private TaskSql() {}
}
