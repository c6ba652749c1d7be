package dev.parallelmcp.core.store.jdbc;

/**
 * What an examination reads of some runs, the first and the last of which are parameters. CROSS JOIN, because the runs
 * are to be read first. No statement touches a payload.
 */
final class InspectionSql {

    static final String RUNS_AFTER = """
            SELECT seq, queued + leased + running + blocked + waiting_input + completed + failed + cancelled
            FROM runs
            WHERE seq > ?
            ORDER BY seq
            LIMIT ?
            """;

    static final String RUNS = """
            SELECT id, status, keep_open, gate,
                queued, queued_unmet, leased, running, blocked, waiting_input, completed, failed, cancelled
            FROM runs
            WHERE seq BETWEEN ? AND ?
            """;

    static final String TASKS = """
            SELECT task.id, run.id, task.status, task.attempt_count, task.lease_id, task.leased_by, task.status_reason,
                task.unmet_dependencies
            FROM runs AS run
            CROSS JOIN tasks AS task
            WHERE task.run_id = run.id AND run.seq BETWEEN ? AND ?
            """;

    static final String EVENTS = """
            SELECT event.id, run.id, event.task_id, event.type, event.payload
            FROM runs AS run
            CROSS JOIN events AS event
            WHERE event.run_id = run.id AND run.seq BETWEEN ? AND ?
            ORDER BY run.seq, event.id
            """;

    static final String OVERDUE_LEASES = """
            SELECT lease_id, 'of task ' || id
            FROM tasks
            WHERE due_at < ? AND status IN ('leased', 'running')
            """;

    private InspectionSql() {}
}
