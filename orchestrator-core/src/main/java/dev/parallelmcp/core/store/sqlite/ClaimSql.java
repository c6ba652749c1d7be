package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.jdbc.TaskPick;

/**
 * The task to claim next, for each combination of filters. Every statement goes straight to the first entry of an index
 * of ready tasks, once for each kind and namespace that is asked for, and compares only those: none ever walks over tasks
 * that do not match. INDEXED BY turns a wrong plan into an error.
 */
final class ClaimSql {

    /** Every task is in the namespace of a run, and these are counted. */
    static final TaskPick NEXT_READY = TaskPick.by("""
            SELECT best.seq
            FROM (SELECT DISTINCT namespace FROM run_counts) AS line
            CROSS JOIN tasks AS best ON best.seq = (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_queued_by_namespace
                WHERE first.status = 'queued' AND first.namespace = line.namespace AND first.ready = 1
                ORDER BY first.priority DESC, first.seq
                LIMIT 1)
            ORDER BY best.priority DESC, best.seq
            LIMIT 1
            """);

    /** What most workers ask for. */
    static final TaskPick NEXT_READY_OF_KIND = TaskPick.by("""
            SELECT best.seq
            FROM queue_counts AS line
            CROSS JOIN tasks AS best ON best.seq = (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_queued_by_kind
                WHERE first.status = 'queued' AND first.kind = ?1 AND first.namespace = line.namespace
                    AND first.ready = 1
                ORDER BY first.priority DESC, first.seq
                LIMIT 1)
            WHERE line.place = 'ready' AND line.kind = ?1
            ORDER BY best.priority DESC, best.seq
            LIMIT 1
            """);

    static final TaskPick NEXT_READY_OF_KINDS = TaskPick.by("""
            SELECT best.seq
            FROM json_each(?1) AS wanted
            CROSS JOIN queue_counts AS line ON line.place = 'ready' AND line.kind = wanted.value
            CROSS JOIN tasks AS best ON best.seq = (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_queued_by_kind
                WHERE first.status = 'queued' AND first.kind = line.kind AND first.namespace = line.namespace
                    AND first.ready = 1
                ORDER BY first.priority DESC, first.seq
                LIMIT 1)
            ORDER BY best.priority DESC, best.seq
            LIMIT 1
            """);

    static final TaskPick NEXT_READY_OF_NAMESPACE = TaskPick.by("""
            SELECT seq
            FROM tasks INDEXED BY tasks_queued_by_namespace
            WHERE status = 'queued' AND namespace = ?1 AND ready = 1
            ORDER BY priority DESC, seq
            LIMIT 1
            """);

    static final TaskPick NEXT_READY_OF_NAMESPACE_AND_KINDS = TaskPick.by("""
            SELECT best.seq
            FROM json_each(?2) AS wanted
            CROSS JOIN tasks AS best ON best.seq = (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_queued_by_kind
                WHERE first.status = 'queued' AND first.kind = wanted.value AND first.namespace = ?1
                    AND first.ready = 1
                ORDER BY first.priority DESC, first.seq
                LIMIT 1)
            ORDER BY best.priority DESC, best.seq
            LIMIT 1
            """);

    /** A run of another namespace is looked up as null, which has no tasks. */
    static final TaskPick NEXT_READY_OF_RUN = TaskPick.by("""
            SELECT seq
            FROM tasks INDEXED BY tasks_queued_by_run
            WHERE status = 'queued'
                AND run_id = (SELECT id FROM runs WHERE id = ?1 AND (?2 IS NULL OR namespace = ?2))
                AND ready = 1
            ORDER BY priority DESC, seq
            LIMIT 1
            """);

    static final TaskPick NEXT_READY_OF_RUN_AND_KINDS = TaskPick.by("""
            SELECT best.seq
            FROM json_each(?3) AS wanted
            CROSS JOIN tasks AS best ON best.seq = (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_ready_by_run
                WHERE first.ready = 1
                    AND first.run_id = (SELECT id FROM runs WHERE id = ?1 AND (?2 IS NULL OR namespace = ?2))
                    AND first.kind = wanted.value
                ORDER BY first.priority DESC, first.seq
                LIMIT 1)
            ORDER BY best.priority DESC, best.seq
            LIMIT 1
            """);

    private ClaimSql() {}
}
