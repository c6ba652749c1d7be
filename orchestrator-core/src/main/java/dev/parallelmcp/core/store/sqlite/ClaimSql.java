package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.jdbc.TaskPick;

/**
 * The task to claim next, for each combination of filters. Every statement goes straight to the first entry of each line
 * that is asked for (the ready tasks of one kind, in one namespace or one run) and compares only those: none ever walks
 * over tasks. INDEXED BY turns a wrong plan into an error.
 */
final class ClaimSql {

    private static final String FIRST_OF_LINES = """
            SELECT best.seq
            FROM %s
            CROSS JOIN tasks AS best ON best.seq = (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_queued
                WHERE first.status = 'queued' AND first.kind = line.kind AND first.namespace = line.namespace
                    AND first.ready = 1
                ORDER BY first.priority DESC, first.seq
                LIMIT 1)
            %s
            ORDER BY best.priority DESC, best.seq
            LIMIT 1
            """;

    static final TaskPick NEXT_READY =
            TaskPick.by(FIRST_OF_LINES.formatted("queue_counts AS line", "WHERE line.place = 'ready'"));

    static final TaskPick NEXT_READY_OF_KINDS = TaskPick.by(FIRST_OF_LINES.formatted(
            "json_each(?1) AS wanted CROSS JOIN queue_counts AS line ON line.kind = wanted.value",
            "WHERE line.place = 'ready'"));

    /** ?1 kind. What most workers ask for. */
    static final TaskPick NEXT_READY_OF_KIND = TaskPick.by(
            FIRST_OF_LINES.formatted("queue_counts AS line", "WHERE line.place = 'ready' AND line.kind = ?1"));

    static final TaskPick NEXT_READY_OF_NAMESPACE = TaskPick.by(
            FIRST_OF_LINES.formatted("queue_counts AS line", "WHERE line.place = 'ready' AND line.namespace = ?1"));

    static final TaskPick NEXT_READY_OF_NAMESPACE_AND_KINDS = TaskPick.by(
            FIRST_OF_LINES.formatted("(SELECT value AS kind, ?1 AS namespace FROM json_each(?2)) AS line", ""));

    private static final String FIRST_OF_LINES_OF_RUN = """
            SELECT best.seq
            FROM (%s) AS line
            CROSS JOIN tasks AS best ON best.seq = (
                SELECT first.seq
                FROM tasks AS first INDEXED BY tasks_queued_of_run
                WHERE first.status = 'queued'
                    AND first.run_id = (SELECT id FROM runs WHERE id = ?1 AND (?2 IS NULL OR namespace = ?2))
                    AND first.kind = line.kind AND first.ready = 1
                ORDER BY first.priority DESC, first.seq
                LIMIT 1)
            ORDER BY best.priority DESC, best.seq
            LIMIT 1
            """;

    /** A run of another namespace is looked up as null, which has no tasks. */
    static final TaskPick NEXT_READY_OF_RUN =
            TaskPick.by(FIRST_OF_LINES_OF_RUN.formatted(TaskListSql.QUEUED_KINDS_OF_RUN));

    static final TaskPick NEXT_READY_OF_RUN_AND_KINDS =
            TaskPick.by(FIRST_OF_LINES_OF_RUN.formatted("SELECT value AS kind FROM json_each(?3)"));

    private ClaimSql() {}
}
