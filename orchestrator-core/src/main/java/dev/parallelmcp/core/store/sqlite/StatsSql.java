package dev.parallelmcp.core.store.sqlite;

/**
 * What there is, counted. Live tasks are read from indexes that hold nothing else, and by way of the runs that have not
 * ended; what has ended is read from its counters. So none of it costs more the more work is done.
 */
final class StatsSql {

    /**
     * ?1 now; %1$s an index of queued tasks, %2$s an index of runs by status, %3$s which namespace.
     *
     * <p>A task has been ready since the latest of these: it was queued, its delay ended, its last dependency ended.
     */
    private static final String TASKS_TEMPLATE = """
            SELECT kind, sum(ready), sum(delayed), sum(behind), sum(leased), sum(paused), sum(dead), min(ready_since)
            FROM (
                SELECT kind, ready, delayed, behind, 0 AS leased, 0 AS paused, 0 AS dead,
                    CASE WHEN ready THEN max(updated_at, coalesce(not_before, updated_at), CASE depends_on
                        WHEN '' THEN updated_at
                        ELSE (
                            SELECT max(upstream.completed_at)
                            FROM task_dependencies AS edge
                            CROSS JOIN tasks AS upstream ON upstream.seq = edge.depends_on_seq
                            WHERE edge.task_seq = queued.seq)
                        END) END AS ready_since
                FROM (
                    SELECT seq, kind, depends_on, updated_at, not_before,
                        unmet_dependencies = 0 AND (delayed = 0 OR not_before <= ?1) AS ready,
                        unmet_dependencies = 0 AND delayed = 1 AND not_before > ?1 AS delayed,
                        unmet_dependencies > 0 AS behind
                    FROM tasks INDEXED BY %1$s
                    WHERE status = 'queued' AND %3$s) AS queued
                UNION ALL
                SELECT task.kind, 0, 0, 0,
                    task.status IN ('leased', 'running'), task.status IN ('blocked', 'waiting_input'), 0, NULL
                FROM (
                    SELECT id FROM runs INDEXED BY %2$s WHERE status IN ('active', 'waiting') AND %3$s) AS run
                CROSS JOIN tasks AS task INDEXED BY tasks_of_run ON task.run_id = run.id
                WHERE task.status IN ('leased', 'running', 'blocked', 'waiting_input')
                UNION ALL
                SELECT kind, 0, 0, 0, 0, 0, tasks, NULL FROM dead_counts WHERE %3$s)
            GROUP BY kind
            ORDER BY kind
            """;

    /** ?1 now. */
    static final String TASKS = TASKS_TEMPLATE.formatted("tasks_queued", "runs_by_status_and_creation", "TRUE");

    /** ?1 now, ?2 namespace. */
    static final String TASKS_OF_NAMESPACE =
            TASKS_TEMPLATE.formatted("tasks_queued_by_namespace", "runs_by_namespace_and_creation", "namespace = ?2");

    private StatsSql() {}
}
