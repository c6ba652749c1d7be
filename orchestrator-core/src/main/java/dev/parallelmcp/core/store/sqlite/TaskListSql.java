package dev.parallelmcp.core.store.sqlite;

/**
 * Which tasks a list shows, in its order. Where a list joins several statuses or kinds, each is read by itself in the
 * order of the index, no further than the page reaches, so the cost of a page does not depend on how many there are.
 */
final class TaskListSql {

    /** ?1 run, ?2 statuses, ?3 kinds or null, ?4 namespace or null, ?5 limit, ?6 offset. */
    static final String LIST_OF_RUN = """
            SELECT task.seq
            FROM json_each(?2) AS wanted
            CROSS JOIN tasks AS task ON task.seq IN (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_of_run
                WHERE first.run_id = (SELECT id FROM runs WHERE id = ?1 AND (?4 IS NULL OR namespace = ?4))
                    AND first.status = wanted.value
                    AND (?3 IS NULL OR first.kind IN (SELECT value FROM json_each(?3)))
                ORDER BY first.seq
                LIMIT ?5 + ?6)
            ORDER BY task.seq
            LIMIT ?5 OFFSET ?6
            """;

    /** ?1 run, ?2 statuses, ?3 limit. */
    static final String UNFINISHED_OF_RUN = """
            SELECT task.id
            FROM json_each(?2) AS wanted
            CROSS JOIN tasks AS task ON task.seq IN (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_of_run
                WHERE first.run_id = ?1 AND first.status = wanted.value
                ORDER BY first.seq
                LIMIT ?3)
            ORDER BY task.seq
            LIMIT ?3
            """;

    /** ?1 task ids. */
    static final String END_DELAYS = """
            UPDATE tasks
            SET delayed = 0
            WHERE id IN (SELECT value FROM json_each(?1)) AND status = 'queued'
            """;

    /** ?1 ready by or null, ?2 namespace or null, ?3 limit, ?4 offset. */
    static final String LIST_QUEUED = """
            SELECT seq
            FROM tasks INDEXED BY tasks_queued
            WHERE status = 'queued'
                AND (?1 IS NULL OR not_before IS NULL OR not_before <= ?1)
                AND (?2 IS NULL OR namespace = ?2)
            ORDER BY ready DESC, priority DESC, seq
            LIMIT ?3 OFFSET ?4
            """;

    /** ?1 ready by or null, ?2 namespace or null, ?3 limit, ?4 offset, ?5 kinds. */
    static final String LIST_QUEUED_OF_KINDS = """
            SELECT task.seq
            FROM json_each(?5) AS wanted
            CROSS JOIN tasks AS task ON task.seq IN (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_queued_by_kind
                WHERE first.status = 'queued' AND first.kind = wanted.value
                    AND (?1 IS NULL OR first.not_before IS NULL OR first.not_before <= ?1)
                    AND (?2 IS NULL OR first.namespace = ?2)
                ORDER BY first.ready DESC, first.priority DESC, first.seq
                LIMIT ?3 + ?4)
            ORDER BY task.ready DESC, task.priority DESC, task.seq
            LIMIT ?3 OFFSET ?4
            """;

    /** ?1 ready by or null, ?2 namespace or null, ?3 limit, ?4 offset, ?5 kinds or null, ?6 run. */
    static final String LIST_QUEUED_OF_RUN = """
            SELECT seq
            FROM tasks INDEXED BY tasks_queued_by_run
            WHERE status = 'queued' AND run_id = ?6
                AND (?1 IS NULL OR not_before IS NULL OR not_before <= ?1)
                AND (?2 IS NULL OR namespace = ?2)
                AND (?5 IS NULL OR kind IN (SELECT value FROM json_each(?5)))
            ORDER BY ready DESC, priority DESC, seq
            LIMIT ?3 OFFSET ?4
            """;

    /** ?1 run, ?2 namespace or null, ?3 kinds or null, ?4 limit, ?5 offset. */
    static final String LIST_DEAD_OF_RUN = """
            SELECT seq
            FROM tasks INDEXED BY tasks_dead_by_run
            WHERE dead = 1 AND run_id = ?1
                AND (?2 IS NULL OR namespace = ?2)
                AND (?3 IS NULL OR kind IN (SELECT value FROM json_each(?3)))
            ORDER BY completed_at DESC, seq DESC
            LIMIT ?4 OFFSET ?5
            """;

    /** ?1 run, always null, ?2 namespace or null, ?3 kinds or null, ?4 limit, ?5 offset. */
    static final String LIST_DEAD = """
            SELECT seq
            FROM tasks INDEXED BY tasks_dead
            WHERE dead = 1
                AND ?1 IS NULL
                AND (?2 IS NULL OR namespace = ?2)
                AND (?3 IS NULL OR kind IN (SELECT value FROM json_each(?3)))
            ORDER BY completed_at DESC, seq DESC
            LIMIT ?4 OFFSET ?5
            """;

    private TaskListSql() {}
}
