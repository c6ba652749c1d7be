package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.doctor.Symptom;
import java.util.List;

/** What must hold between counters and what they count, where they are not those of one run. */
final class CountRules {

    private static final String RUN_COUNTS = """
            SELECT coalesce(kept.namespace, counted.namespace),
                coalesce(kept.status, counted.status) || ' is ' || coalesce(kept.runs, 0)
                    || ', counted ' || coalesce(counted.runs, 0)
            FROM run_counts AS kept
            FULL JOIN (SELECT namespace, status, count(*) AS runs FROM runs GROUP BY namespace, status) AS counted
                ON counted.namespace = kept.namespace AND counted.status = kept.status
            WHERE kept.runs IS DISTINCT FROM counted.runs
            """;

    private static final String DEAD_COUNTS = """
            SELECT coalesce(kept.namespace, counted.namespace),
                coalesce(kept.kind, counted.kind) || ' is ' || coalesce(kept.tasks, 0)
                    || ', counted ' || coalesce(counted.tasks, 0)
            FROM dead_counts AS kept
            FULL JOIN (
                    SELECT namespace, kind, count(*) AS tasks FROM tasks WHERE dead = 1 GROUP BY namespace, kind) AS counted
                ON counted.namespace = kept.namespace AND counted.kind = kept.kind
            WHERE kept.tasks IS DISTINCT FROM counted.tasks
            """;

    private static final String QUEUE_COUNTS = """
            SELECT coalesce(kept.namespace, counted.namespace),
                coalesce(kept.kind, counted.kind) || ' ' || coalesce(kept.place, counted.place) || ' is '
                    || coalesce(kept.tasks, 0) || ', counted ' || coalesce(counted.tasks, 0)
            FROM queue_counts AS kept
            FULL JOIN (
                    SELECT namespace, kind, place, count(*) AS tasks
                    FROM tasks
                    WHERE place IS NOT NULL
                    GROUP BY namespace, kind, place) AS counted
                ON counted.namespace = kept.namespace AND counted.kind = kept.kind AND counted.place = kept.place
            WHERE kept.tasks IS DISTINCT FROM counted.tasks
            """;

    /** Sizes stand in the head of a row, so no value is read. */
    private static final String OUTPUT_TOTALS = """
            SELECT id, 'numbers ' || coalesce(oldest, 0) || ' to ' || coalesce(latest, 0) || ', counted ' || outputs
            FROM (
                SELECT task.id AS id, total.oldest AS oldest, total.latest AS latest, total.bytes AS bytes,
                    count(*) AS outputs, min(output.sequence) AS first, max(output.sequence) AS last,
                    sum(octet_length(output.value)) AS size
                FROM runs AS run
                CROSS JOIN tasks AS task
                CROSS JOIN task_outputs AS output
                LEFT JOIN task_output_totals AS total ON total.task_seq = task.seq
                WHERE task.run_id = run.id AND output.task_seq = task.seq AND run.seq BETWEEN ? AND ?
                GROUP BY task.seq) AS looked_at
            WHERE oldest IS DISTINCT FROM first OR latest IS DISTINCT FROM last OR bytes IS DISTINCT FROM size
                OR outputs <> last - first + 1
            """;

    private static final String TOTALS_OF_NOTHING = """
            SELECT task.id, 'numbers ' || total.oldest || ' to ' || total.latest || ', counted 0'
            FROM runs AS run
            CROSS JOIN tasks AS task
            CROSS JOIN task_output_totals AS total
            WHERE task.run_id = run.id AND total.task_seq = task.seq AND run.seq BETWEEN ? AND ?
                AND NOT EXISTS (SELECT 1 FROM task_outputs AS output WHERE output.task_seq = task.seq)
            """;

    private static final String ATTEMPT_OF_OUTPUT = """
            SELECT task.id, 'put out by ' || output.attempt_id
            FROM runs AS run
            CROSS JOIN tasks AS task
            CROSS JOIN task_outputs AS output
            WHERE task.run_id = run.id AND output.task_seq = task.seq AND run.seq BETWEEN ? AND ?
                AND NOT EXISTS (
                    SELECT 1 FROM attempts AS attempt
                    WHERE attempt.id = output.attempt_id AND attempt.task_id = task.id)
            """;

    static final List<Rule> STATISTICS =
            List.of(new Rule(Symptom.RUN_COUNTS, RUN_COUNTS), new Rule(Symptom.DEAD_COUNTS, DEAD_COUNTS));

    static final List<Rule> QUEUES = List.of(new Rule(Symptom.QUEUE_COUNTS, QUEUE_COUNTS));

    static final List<Rule> OUTPUTS = List.of(
            new Rule(Symptom.OUTPUT_TOTALS, OUTPUT_TOTALS),
            new Rule(Symptom.OUTPUT_TOTALS, TOTALS_OF_NOTHING),
            new Rule(Symptom.WRONG_OWNER, ATTEMPT_OF_OUTPUT));

    private CountRules() {}
}
