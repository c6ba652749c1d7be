package dev.parallelmcp.core.store.sqlite;

/**
 * What there is, counted. What may be many is read from its counters; held tasks, of which there are no more than workers,
 * and what has come due since the last claim are counted here. So none of it costs more the more there is.
 */
final class StatsSql {

    /**
     * ?1 now, ?2 namespace or null.
     *
     * <p>A task has been ready since the latest of these: it was queued, its delay ended, its last dependency ended. Of
     * each kind, namespace and priority the one next in line is looked at, and whatever has come due since the last claim.
     */
    static final String TASKS = """
            WITH RECURSIVE heads (kind, namespace, seq, priority) AS (
                SELECT line.kind, line.namespace, best.seq, best.priority
                FROM queue_counts AS line
                CROSS JOIN tasks AS best ON best.seq = (
                    SELECT first.seq
                    FROM tasks AS first INDEXED BY tasks_queued_by_kind
                    WHERE first.status = 'queued' AND first.kind = line.kind AND first.namespace = line.namespace
                        AND first.ready = 1
                    ORDER BY first.priority DESC, first.seq
                    LIMIT 1)
                WHERE line.place = 'ready' AND (?2 IS NULL OR line.namespace = ?2)
                UNION ALL
                SELECT heads.kind, heads.namespace, best.seq, best.priority
                FROM heads
                CROSS JOIN tasks AS best ON best.seq = (
                    SELECT first.seq
                    FROM tasks AS first INDEXED BY tasks_queued_by_kind
                    WHERE first.status = 'queued' AND first.kind = heads.kind AND first.namespace = heads.namespace
                        AND first.ready = 1 AND first.priority < heads.priority
                    ORDER BY first.priority DESC, first.seq
                    LIMIT 1)
                LIMIT 1000)
            SELECT kind, sum(ready), sum(delayed), sum(behind), sum(leased), sum(paused), sum(dead), min(ready_since)
            FROM (
                SELECT kind,
                    iif(place = 'ready', tasks, 0) AS ready,
                    iif(place = 'delayed', tasks, 0) AS delayed,
                    iif(place = 'behind', tasks, 0) AS behind,
                    0 AS leased,
                    iif(place = 'paused', tasks, 0) AS paused,
                    0 AS dead,
                    NULL AS ready_since
                FROM queue_counts
                WHERE ?2 IS NULL OR namespace = ?2
                UNION ALL
                SELECT kind, 1, -1, 0, 0, 0, 0, NULL
                FROM tasks INDEXED BY tasks_parked
                WHERE lease_id IS NULL AND due_at <= ?1 AND place = 'delayed' AND (?2 IS NULL OR namespace = ?2)
                UNION ALL
                SELECT kind, 0, 0, 0, 1, 0, 0, NULL
                FROM tasks INDEXED BY tasks_held
                WHERE lease_id IS NOT NULL AND (?2 IS NULL OR namespace = ?2)
                UNION ALL
                SELECT kind, 0, 0, 0, 0, 0, tasks, NULL
                FROM dead_counts
                WHERE ?2 IS NULL OR namespace = ?2
                UNION ALL
                SELECT task.kind, 0, 0, 0, 0, 0, 0,
                    max(task.updated_at, coalesce(task.not_before, task.updated_at), coalesce((
                        SELECT max(upstream.completed_at)
                        FROM task_dependencies AS edge
                        CROSS JOIN tasks AS upstream ON upstream.seq = edge.depends_on_seq
                        WHERE edge.task_seq = task.seq), task.updated_at))
                FROM (
                    SELECT seq FROM heads
                    UNION ALL
                    SELECT seq
                    FROM tasks INDEXED BY tasks_parked
                    WHERE lease_id IS NULL AND due_at <= ?1 AND place = 'delayed'
                        AND (?2 IS NULL OR namespace = ?2)) AS next
                CROSS JOIN tasks AS task ON task.seq = next.seq)
            GROUP BY kind
            ORDER BY kind
            """;

    private StatsSql() {}
}
