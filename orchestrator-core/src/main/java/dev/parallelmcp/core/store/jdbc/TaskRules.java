package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.doctor.Symptom;
import java.util.List;

/** What must hold between a task's columns, its dependencies and its attempts. */
final class TaskRules {

    /** In a run that was cancelled for good nobody counts down any more. */
    private static final String UNMET_DEPENDENCIES = """
            SELECT id, 'is ' || stored || ', counted ' || counted
            FROM (
                SELECT task.id AS id, task.unmet_dependencies AS stored, (
                        SELECT count(*)
                        FROM task_dependencies AS edge
                        JOIN tasks AS upstream ON upstream.seq = edge.depends_on_seq
                        WHERE edge.task_seq = task.seq
                            AND upstream.status <> 'completed'
                            AND NOT (task.on_dependency_failure = 'continue'
                                AND upstream.status IN ('failed', 'cancelled'))) AS counted
                FROM runs AS run
                CROSS JOIN tasks AS task
                WHERE task.run_id = run.id AND run.gate <> 'cancelled' AND run.seq BETWEEN ? AND ?) AS looked_at
            WHERE stored <> counted
            """;

    private static final String DEPENDENCY_EDGES = """
            SELECT id, 'shows ' || shown || ', waits for ' || edges
            FROM (
                SELECT task.id AS id,
                    CASE
                        WHEN task.depends_on = '' THEN 0
                        ELSE length(task.depends_on) - length(replace(task.depends_on, ',', '')) + 1
                    END AS shown, (
                        SELECT count(*)
                        FROM task_dependencies AS edge
                        JOIN tasks AS upstream ON upstream.seq = edge.depends_on_seq
                        WHERE edge.task_seq = task.seq AND upstream.run_id = task.run_id) AS edges
                FROM runs AS run
                CROSS JOIN tasks AS task
                WHERE task.run_id = run.id AND run.seq BETWEEN ? AND ?) AS looked_at
            WHERE shown <> edges
            """;

    /** Attempts are never deleted before their task, so the latest number is how many there are. */
    private static final String ATTEMPT_NUMBER = """
            SELECT id, 'is ' || attempt_number || ', the latest is ' || latest || ' of ' || attempts
            FROM (
                SELECT task.id AS id, task.attempt_number AS attempt_number,
                    (SELECT count(*) FROM attempts AS attempt WHERE attempt.task_id = task.id) AS attempts,
                    (SELECT coalesce(max(attempt.number), 0)
                        FROM attempts AS attempt WHERE attempt.task_id = task.id) AS latest
                FROM runs AS run
                CROSS JOIN tasks AS task
                WHERE task.run_id = run.id AND run.seq BETWEEN ? AND ?) AS looked_at
            WHERE attempt_number <> attempts OR attempt_number <> latest
            """;

    /** A requeue may keep the count or begin anew, so it is one between two. */
    private static final String ATTEMPT_COUNT = """
            SELECT id, 'is ' || attempt_count || ', of its attempts ' || counted || ' count'
            FROM (
                SELECT task.id AS id, task.attempt_count AS attempt_count, (
                        SELECT count(*) FROM attempts AS attempt
                        WHERE attempt.task_id = task.id AND attempt.counted = 1) AS counted, (
                        SELECT count(*) FROM attempts AS attempt
                        WHERE attempt.task_id = task.id AND attempt.counted = 1
                            AND attempt.number > task.reset_number) AS counted_since
                FROM runs AS run
                CROSS JOIN tasks AS task
                WHERE task.run_id = run.id AND run.seq BETWEEN ? AND ?) AS looked_at
            WHERE attempt_count NOT BETWEEN counted_since AND counted
            """;

    private static final String READY_COLUMN = """
            SELECT task.id, 'is ' || task.status
            FROM runs AS run
            CROSS JOIN tasks AS task
            WHERE task.run_id = run.id AND run.seq BETWEEN ? AND ?
                AND task.ready <> CASE
                    WHEN task.status = 'queued' AND task.unmet_dependencies = 0 AND task.delayed = 0 THEN 1
                    ELSE 0
                END
            """;

    private static final String DUE_COLUMN = """
            SELECT task.id, 'is ' || task.status
            FROM runs AS run
            CROSS JOIN tasks AS task
            WHERE task.run_id = run.id AND run.seq BETWEEN ? AND ?
                AND task.due_at IS DISTINCT FROM CASE
                    WHEN task.status IN ('leased', 'running') THEN task.lease_expires_at
                    WHEN task.status IN ('blocked', 'waiting_input') AND task.resume_at < task.deadline_at
                        THEN task.resume_at
                    WHEN task.status IN ('blocked', 'waiting_input') THEN coalesce(task.deadline_at, task.resume_at)
                    WHEN task.status = 'queued' AND task.delayed = 1 THEN task.not_before
                END
            """;

    static final List<Rule> ALL = List.of(
            new Rule(Symptom.UNMET_DEPENDENCIES, UNMET_DEPENDENCIES),
            new Rule(Symptom.DEPENDENCY_EDGES, DEPENDENCY_EDGES),
            new Rule(Symptom.ATTEMPT_NUMBER, ATTEMPT_NUMBER),
            new Rule(Symptom.ATTEMPT_COUNT, ATTEMPT_COUNT),
            new Rule(Symptom.READY_COLUMN, READY_COLUMN),
            new Rule(Symptom.DUE_COLUMN, DUE_COLUMN));

    private TaskRules() {}
}
