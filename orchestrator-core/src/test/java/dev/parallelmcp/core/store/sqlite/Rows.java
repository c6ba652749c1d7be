package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.EventDraft;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskOutputDraft;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskSpec;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.TaskStateDraft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows to store, plain unless a test says otherwise. */
final class Rows {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    static final String NAMESPACE = Run.DEFAULT_NAMESPACE;
    static final String KIND = "kind";

    private Rows() {}

    static RunRow run(String id) {
        return run(id, NAMESPACE);
    }

    static RunRow run(String id, String namespace) {
        Run run = new Run(
                id,
                namespace,
                Optional.empty(),
                RunStatus.PENDING,
                Optional.empty(),
                Optional.empty(),
                false,
                NOW,
                NOW);
        return new RunRow(run, RunGate.OPEN, RunTally.ZERO);
    }

    static TaskRow task(String id, String runId) {
        return task(id, runId, NAMESPACE, KIND, 0);
    }

    static TaskRow task(String id, String runId, String namespace, String kind, int priority) {
        return new TaskRow(
                spec(id, runId, namespace, kind, priority, List.of(), DependencyFailurePolicy.CANCEL),
                queued().build());
    }

    static TaskRow dependent(String id, String runId, DependencyFailurePolicy policy, List<String> dependsOn) {
        return new TaskRow(
                spec(id, runId, NAMESPACE, KIND, 0, dependsOn, policy),
                queued().unmetDependencies(dependsOn.size()).build());
    }

    private static TaskSpec spec(
            String id,
            String runId,
            String namespace,
            String kind,
            int priority,
            List<String> dependsOn,
            DependencyFailurePolicy policy) {
        return new TaskSpec(
                0,
                id,
                runId,
                namespace,
                kind,
                null,
                priority,
                20,
                RetryPolicy.DEFAULT,
                null,
                Json.trusted("{\"n\":1}"),
                null,
                dependsOn,
                policy,
                false,
                NOW);
    }

    static TaskStateDraft queued() {
        return TaskStateDraft.queued(NOW);
    }

    /** The state of a task that {@code attempt} holds. */
    static TaskState leased(TaskRow task, AttemptRow attempt) {
        Lease lease = attempt.lease();
        return task.state()
                .edit()
                .status(TaskStatus.LEASED)
                .attemptCount(task.state().attemptCount() + 1)
                .attemptNumber(task.state().attemptNumber() + 1)
                .hold(new Hold(lease.attemptId(), lease.id(), lease.workerId(), 60_000, lease.expiresAt(), null))
                .startedAt(NOW)
                .build();
    }

    static TaskState ended(TaskRow task, TaskStatus status) {
        return task.state().edit().status(status).hold(null).completedAt(NOW).build();
    }

    static TaskState dead(TaskRow task) {
        return ended(task, TaskStatus.FAILED).edit().dead(true).build();
    }

    static AttemptRow attempt(TaskRow task, String suffix) {
        String id = "attempt_" + suffix;
        Instant expiresAt = NOW.plusSeconds(60);
        Attempt attempt = new Attempt(
                id,
                task.spec().runId(),
                task.id(),
                task.state().attemptNumber() + 1,
                true,
                "worker",
                AttemptStatus.LEASED,
                NOW,
                Optional.empty(),
                Optional.empty(),
                expiresAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Lease lease = new Lease(
                "lease_" + suffix,
                task.spec().runId(),
                task.id(),
                id,
                "worker",
                0,
                LeaseStatus.ACTIVE,
                NOW,
                expiresAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new AttemptRow(attempt, lease);
    }

    static TaskOutputDraft output(String value) {
        return new TaskOutputDraft("attempt_1", OutputType.PARTIAL, null, Json.trusted(value), NOW);
    }

    static EventDraft event(String runId, EventType type) {
        return new EventDraft(NAMESPACE, runId, null, null, type, Json.trusted("{}"), NOW);
    }
}
