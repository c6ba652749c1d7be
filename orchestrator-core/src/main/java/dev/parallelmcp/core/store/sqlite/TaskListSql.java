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

    /** ?1 ready by or null, ?2 limit, ?3 offset. */
    static final String LIST_QUEUED = """
            SELECT seq
            FROM tasks INDEXED BY tasks_queued
            WHERE status = 'queued'
                AND (?1 IS NULL OR not_before IS NULL OR not_before <= ?1)
            ORDER BY ready DESC, priority DESC, seq
            LIMIT ?2 OFFSET ?3
            """;

    /** ?1 ready by or null, ?2 limit, ?3 offset, ?4 kinds. */
    static final String LIST_QUEUED_OF_KINDS = """
            SELECT task.seq
            FROM json_each(?4) AS wanted
            CROSS JOIN tasks AS task ON task.seq IN (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_queued_by_kind
                WHERE first.status = 'queued' AND first.kind = wanted.value
                    AND (?1 IS NULL OR first.not_before IS NULL OR first.not_before <= ?1)
                ORDER BY first.ready DESC, first.priority DESC, first.seq
                LIMIT ?2 + ?3)
            ORDER BY task.ready DESC, task.priority DESC, task.seq
            LIMIT ?2 OFFSET ?3
            """;

    /** ?1 ready by or null, ?2 limit, ?3 offset, ?4 kinds or null, ?5 namespace. */
    static final String LIST_QUEUED_OF_NAMESPACE = """
            SELECT seq
            FROM tasks INDEXED BY tasks_queued_by_namespace
            WHERE status = 'queued' AND namespace = ?5
                AND (?1 IS NULL OR not_before IS NULL OR not_before <= ?1)
                AND (?4 IS NULL OR kind IN (SELECT value FROM json_each(?4)))
            ORDER BY ready DESC, priority DESC, seq
            LIMIT ?2 OFFSET ?3
            """;

    /** ?1 ready by or null, ?2 limit, ?3 offset, ?4 kinds or null, ?5 namespace or null, ?6 run. */
    static final String LIST_QUEUED_OF_RUN = """
            SELECT seq
            FROM tasks INDEXED BY tasks_queued_by_run
            WHERE status = 'queued' AND run_id = ?6
                AND (?1 IS NULL OR not_before IS NULL OR not_before <= ?1)
                AND (?4 IS NULL OR kind IN (SELECT value FROM json_each(?4)))
                AND (?5 IS NULL OR namespace = ?5)
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
