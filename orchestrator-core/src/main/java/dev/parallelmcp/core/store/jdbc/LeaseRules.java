package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.doctor.Symptom;
import java.util.List;

/** What must hold between tasks and the leases of their attempts. */
final class LeaseRules {

    private static final String ORPHANED_LEASE = """
            SELECT attempt.lease_id, 'of task ' || task.id || ', which is ' || task.status
            FROM runs AS run
            CROSS JOIN tasks AS task
            CROSS JOIN attempts AS attempt
            WHERE task.run_id = run.id AND attempt.task_id = task.id AND run.seq BETWEEN ? AND ?
                AND attempt.lease_status = 'active' AND task.status NOT IN ('leased', 'running')
            """;

    private static final String SECOND_LEASE = """
            SELECT attempt.lease_id, 'of task ' || task.id || ', which is held by ' || task.lease_id
            FROM runs AS run
            CROSS JOIN tasks AS task
            CROSS JOIN attempts AS attempt
            WHERE task.run_id = run.id AND attempt.task_id = task.id AND run.seq BETWEEN ? AND ?
                AND attempt.lease_status = 'active' AND task.status IN ('leased', 'running')
                AND attempt.id <> task.attempt_id
            """;

    private static final String MISSING_LEASE = """
            SELECT task.id, 'names ' || task.lease_id
            FROM runs AS run
            CROSS JOIN tasks AS task
            WHERE task.run_id = run.id AND run.seq BETWEEN ? AND ?
                AND task.status IN ('leased', 'running')
                AND NOT EXISTS (
                    SELECT 1 FROM attempts AS attempt
                    WHERE attempt.id = task.attempt_id AND attempt.task_id = task.id
                        AND attempt.lease_id = task.lease_id AND attempt.lease_status = 'active')
            """;

    private static final String LEASE_DIFFERS = """
            SELECT task.id, 'is held by ' || task.lease_id
            FROM runs AS run
            CROSS JOIN tasks AS task
            CROSS JOIN attempts AS attempt
            WHERE task.run_id = run.id AND attempt.id = task.attempt_id AND run.seq BETWEEN ? AND ?
                AND task.status IN ('leased', 'running')
                AND attempt.lease_id = task.lease_id AND attempt.lease_status = 'active'
                AND (attempt.worker_id <> task.leased_by
                    OR attempt.lease_expires_at <> task.lease_expires_at
                    OR attempt.number <> task.attempt_number
                    OR attempt.status <> task.status)
            """;

    static final List<Rule> ALL = List.of(
            new Rule(Symptom.ORPHANED_LEASE, ORPHANED_LEASE),
            new Rule(Symptom.SECOND_LEASE, SECOND_LEASE),
            new Rule(Symptom.MISSING_LEASE, MISSING_LEASE),
            new Rule(Symptom.LEASE_DIFFERS, LEASE_DIFFERS));

    private LeaseRules() {}
}
