package dev.parallelmcp.core.store.sqlite;

/**
 * Which tasks a list shows, in its order. Where a list joins several statuses or kinds, each is read by itself in the
 * order of the index, no further than the page reaches, so the cost of a page does not depend on how many there are. One
 * walks further: where completed tasks of a run are asked for and not all, they are looked for among all of its tasks, of
 * which they are the first as a rule.
 */
final class TaskListSql {

    /** ?1 run, ?2 kinds or null, ?3 namespace or null, ?4 limit, ?5 offset. */
    static final String LIST_ALL_OF_RUN = """
            SELECT seq
            FROM tasks INDEXED BY tasks_of_run
            WHERE run_id = (SELECT id FROM runs WHERE id = ?1 AND (?3 IS NULL OR namespace = ?3))
                AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2)))
            ORDER BY seq
            LIMIT ?4 OFFSET ?5
            """;

    /**
     * As {@link #LIST_ALL_OF_RUN}, and ?6 the statuses. Which index serves depends on the status; the conditions on what is
     * wanted are looked at before any row. The run knows how many are completed, so nobody looks for more.
     */
    static final String LIST_OF_RUN = """
            SELECT task.seq
            FROM json_each(?6) AS wanted
            CROSS JOIN tasks AS task ON task.seq IN (
                SELECT seq FROM (
                    SELECT waiting.seq
                    FROM tasks AS waiting INDEXED BY tasks_unfinished_of_run
                    WHERE wanted.value = 'queued' AND waiting.status = 'queued' AND waiting.completed_at IS NULL
                        AND waiting.run_id = (SELECT id FROM runs WHERE id = ?1 AND (?3 IS NULL OR namespace = ?3))
                        AND (?2 IS NULL OR waiting.kind IN (SELECT value FROM json_each(?2)))
                    ORDER BY waiting.seq
                    LIMIT ?4 + ?5)
                UNION ALL
                SELECT held.seq
                FROM tasks AS held INDEXED BY tasks_held
                WHERE wanted.value IN ('leased', 'running') AND held.status = wanted.value AND held.lease_id IS NOT NULL
                    AND held.run_id = (SELECT id FROM runs WHERE id = ?1 AND (?3 IS NULL OR namespace = ?3))
                    AND (?2 IS NULL OR held.kind IN (SELECT value FROM json_each(?2)))
                UNION ALL
                SELECT seq FROM (
                    SELECT done.seq
                    FROM tasks AS done INDEXED BY tasks_of_run
                    WHERE wanted.value = 'completed' AND done.status = 'completed'
                        AND done.run_id = (SELECT id FROM runs WHERE id = ?1 AND (?3 IS NULL OR namespace = ?3))
                        AND (?2 IS NULL OR done.kind IN (SELECT value FROM json_each(?2)))
                    ORDER BY done.seq
                    LIMIT min(?4 + ?5, (SELECT completed FROM runs WHERE id = ?1)))
                UNION ALL
                SELECT seq FROM (
                    SELECT apart.seq
                    FROM tasks AS apart INDEXED BY tasks_apart_of_run
                    WHERE apart.status = wanted.value
                        AND (apart.status = 'blocked' OR apart.status = 'waiting_input'
                            OR apart.status = 'failed' OR apart.status = 'cancelled')
                        AND apart.run_id = (SELECT id FROM runs WHERE id = ?1 AND (?3 IS NULL OR namespace = ?3))
                        AND (?2 IS NULL OR apart.kind IN (SELECT value FROM json_each(?2)))
                    ORDER BY apart.seq
                    LIMIT ?4 + ?5))
            ORDER BY task.seq
            LIMIT ?4 OFFSET ?5
            """;

    /** ?1 run, ?2 limit. */
    static final String UNFINISHED_OF_RUN = """
            SELECT id
            FROM tasks INDEXED BY tasks_unfinished_of_run
            WHERE run_id = ?1 AND completed_at IS NULL
            ORDER BY seq
            LIMIT ?2
            """;

    /** ?1 task ids. */
    static final String END_DELAYS = """
            UPDATE tasks
            SET delayed = 0
            WHERE id IN (SELECT value FROM json_each(?1)) AND status = 'queued'
            """;

    /** ?1 ready by or null, ?2 limit, ?3 offset, ?4 namespace or null. */
    static final String LIST_QUEUED = """
            SELECT task.seq
            FROM (SELECT DISTINCT namespace FROM run_counts WHERE ?4 IS NULL OR namespace = ?4) AS line
            CROSS JOIN tasks AS task ON task.seq IN (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_queued_by_namespace
                WHERE first.status = 'queued' AND first.namespace = line.namespace
                    AND (?1 IS NULL OR first.not_before IS NULL OR first.not_before <= ?1)
                ORDER BY first.ready DESC, first.priority DESC, first.seq
                LIMIT ?2 + ?3)
            ORDER BY task.ready DESC, task.priority DESC, task.seq
            LIMIT ?2 OFFSET ?3
            """;

    /** The same of these kinds: ?5. */
    static final String LIST_QUEUED_OF_KINDS = """
            SELECT task.seq
            FROM (
                SELECT DISTINCT kind, namespace
                FROM queue_counts
                WHERE place IN ('ready', 'delayed', 'behind') AND kind IN (SELECT value FROM json_each(?5))
                    AND (?4 IS NULL OR namespace = ?4)) AS line
            CROSS JOIN tasks AS task ON task.seq IN (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_queued_by_kind
                WHERE first.status = 'queued' AND first.kind = line.kind AND first.namespace = line.namespace
                    AND (?1 IS NULL OR first.not_before IS NULL OR first.not_before <= ?1)
                ORDER BY first.ready DESC, first.priority DESC, first.seq
                LIMIT ?2 + ?3)
            ORDER BY task.ready DESC, task.priority DESC, task.seq
            LIMIT ?2 OFFSET ?3
            """;

    /** ?1 ready by or null, ?2 limit, ?3 offset, ?4 namespace or null, ?5 kinds or null, ?6 run. */
    static final String LIST_QUEUED_OF_RUN = """
            SELECT seq
            FROM tasks INDEXED BY tasks_queued_by_run
            WHERE status = 'queued' AND run_id = ?6
                AND (?1 IS NULL OR not_before IS NULL OR not_before <= ?1)
                AND (?4 IS NULL OR namespace = ?4)
                AND (?5 IS NULL OR kind IN (SELECT value FROM json_each(?5)))
            ORDER BY ready DESC, priority DESC, seq
            LIMIT ?2 OFFSET ?3
            """;

    /** ?1 kinds or null, ?2 limit, ?3 offset. */
    static final String LIST_DEAD = """
            SELECT seq
            FROM tasks INDEXED BY tasks_dead
            WHERE dead = 1
                AND (?1 IS NULL OR kind IN (SELECT value FROM json_each(?1)))
            ORDER BY completed_at DESC, seq DESC
            LIMIT ?2 OFFSET ?3
            """;

    /** ?1 kinds or null, ?2 limit, ?3 offset, ?4 namespace. */
    static final String LIST_DEAD_OF_NAMESPACE = """
            SELECT seq
            FROM tasks INDEXED BY tasks_dead_by_namespace
            WHERE dead = 1 AND namespace = ?4
                AND (?1 IS NULL OR kind IN (SELECT value FROM json_each(?1)))
            ORDER BY completed_at DESC, seq DESC
            LIMIT ?2 OFFSET ?3
            """;

    /** ?1 kinds or null, ?2 limit, ?3 offset, ?4 namespace or null, ?5 run. */
    static final String LIST_DEAD_OF_RUN = """
            SELECT seq
            FROM tasks INDEXED BY tasks_dead_by_run
            WHERE dead = 1 AND run_id = ?5
                AND (?1 IS NULL OR kind IN (SELECT value FROM json_each(?1)))
                AND (?4 IS NULL OR namespace = ?4)
            ORDER BY completed_at DESC, seq DESC
            LIMIT ?2 OFFSET ?3
            """;

    private TaskListSql() {}
}
