package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.doctor.Symptom;
import java.util.List;

/** What records name without a foreign key. */
final class ReferenceRules {

    private static final String CONTEXT_OF_RUN = """
            SELECT run.id, 'names ' || run.current_context_snapshot_id
            FROM runs AS run
            WHERE run.seq BETWEEN ? AND ? AND run.current_context_snapshot_id IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM context_snapshots AS snapshot
                    WHERE snapshot.id = run.current_context_snapshot_id AND snapshot.run_id = run.id)
            """;

    private static final String CONTEXT_OF_TASK = """
            SELECT task.id, 'names ' || task.context_snapshot_id
            FROM runs AS run
            CROSS JOIN tasks AS task
            WHERE task.run_id = run.id AND run.seq BETWEEN ? AND ? AND task.context_snapshot_id IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM context_snapshots AS snapshot
                    WHERE snapshot.id = task.context_snapshot_id AND snapshot.run_id = run.id)
            """;

    private static final String CONTEXT_OF_ATTEMPT = """
            SELECT attempt.id, 'names ' || attempt.context_snapshot_id
            FROM runs AS run
            CROSS JOIN tasks AS task
            CROSS JOIN attempts AS attempt
            WHERE task.run_id = run.id AND attempt.task_id = task.id AND run.seq BETWEEN ? AND ?
                AND attempt.context_snapshot_id IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM context_snapshots AS snapshot
                    WHERE snapshot.id = attempt.context_snapshot_id AND snapshot.run_id = run.id)
            """;

    private static final String PARENT_OF_CONTEXT = """
            SELECT snapshot.id, 'names ' || snapshot.parent_snapshot_id
            FROM runs AS run
            CROSS JOIN context_snapshots AS snapshot
            WHERE snapshot.run_id = run.id AND run.seq BETWEEN ? AND ? AND snapshot.parent_snapshot_id IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM context_snapshots AS parent
                    WHERE parent.id = snapshot.parent_snapshot_id AND parent.run_id = run.id)
            """;

    private static final String TASK_OF_CONTEXT = """
            SELECT snapshot.id, 'names ' || snapshot.task_id
            FROM runs AS run
            CROSS JOIN context_snapshots AS snapshot
            WHERE snapshot.run_id = run.id AND run.seq BETWEEN ? AND ? AND snapshot.task_id IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM tasks AS task WHERE task.id = snapshot.task_id AND task.run_id = run.id)
            """;

    private static final String RUN_OF_ATTEMPT = """
            SELECT attempt.id, 'names ' || attempt.run_id || ', its task is of ' || run.id
            FROM runs AS run
            CROSS JOIN tasks AS task
            CROSS JOIN attempts AS attempt
            WHERE task.run_id = run.id AND attempt.task_id = task.id AND run.seq BETWEEN ? AND ?
                AND attempt.run_id <> run.id
            """;

    private static final String ATTEMPT_OF_EVENT = """
            SELECT 'event ' || event.id, 'names ' || event.attempt_id
            FROM runs AS run
            CROSS JOIN events AS event
            WHERE event.run_id = run.id AND run.seq BETWEEN ? AND ? AND event.attempt_id IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM attempts AS attempt
                    WHERE attempt.id = event.attempt_id AND attempt.task_id = event.task_id)
            """;

    private static final String NAMESPACE_OF_TASK = """
            SELECT task.id, 'of run ' || run.id
            FROM runs AS run
            CROSS JOIN tasks AS task
            WHERE task.run_id = run.id AND run.seq BETWEEN ? AND ? AND task.namespace <> run.namespace
            """;

    private static final String NAMESPACE_OF_EVENT = """
            SELECT 'event ' || event.id, 'of run ' || run.id
            FROM runs AS run
            CROSS JOIN events AS event
            WHERE event.run_id = run.id AND run.seq BETWEEN ? AND ? AND event.namespace <> run.namespace
            """;

    static final List<Rule> ALL = List.of(
            new Rule(Symptom.MISSING_CONTEXT, CONTEXT_OF_RUN),
            new Rule(Symptom.MISSING_CONTEXT, CONTEXT_OF_TASK),
            new Rule(Symptom.MISSING_CONTEXT, CONTEXT_OF_ATTEMPT),
            new Rule(Symptom.MISSING_CONTEXT, PARENT_OF_CONTEXT),
            new Rule(Symptom.WRONG_OWNER, TASK_OF_CONTEXT),
            new Rule(Symptom.WRONG_OWNER, RUN_OF_ATTEMPT),
            new Rule(Symptom.WRONG_OWNER, ATTEMPT_OF_EVENT),
            new Rule(Symptom.STRAY_NAMESPACE, NAMESPACE_OF_TASK),
            new Rule(Symptom.STRAY_NAMESPACE, NAMESPACE_OF_EVENT));

    private ReferenceRules() {}
}
