package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskSummary;
import java.util.Optional;

/** A task as it is stored. */
public record TaskRow(TaskSpec spec, TaskState state) {

    public String id() {
        return spec.id();
    }

    public TaskRow with(TaskState newState) {
        return new TaskRow(spec, newState);
    }

    /** The task in short. */
    public TaskSummary summary() {
        return new TaskSummary(
                spec.id(),
                spec.kind(),
                Optional.ofNullable(spec.key()),
                state.status(),
                Optional.ofNullable(state.statusReason()),
                spec.priority(),
                state.attemptCount(),
                Optional.ofNullable(state.hold()).map(Hold::workerId),
                Optional.ofNullable(state.error()),
                Optional.ofNullable(state.progress()));
    }

    /** The task as every interface shows it. */
    public Task task() {
        Optional<Hold> hold = Optional.ofNullable(state.hold());
        return new Task(
                spec.id(),
                spec.runId(),
                spec.kind(),
                Optional.ofNullable(spec.key()),
                state.status(),
                Optional.ofNullable(state.statusReason()),
                spec.priority(),
                spec.maxAttempts(),
                state.attemptCount(),
                spec.retry().delayMs(),
                spec.retry().backoff(),
                spec.retry().maxDelayMs(),
                spec.retry().jitter(),
                Optional.ofNullable(spec.timeoutMs()),
                Optional.ofNullable(state.notBefore()),
                Optional.ofNullable(spec.input()),
                Optional.ofNullable(state.output()),
                Optional.ofNullable(spec.metadata()),
                Optional.ofNullable(state.error()),
                Optional.ofNullable(state.contextSnapshotId()),
                hold.map(Hold::leaseId),
                hold.map(Hold::workerId),
                hold.map(Hold::expiresAt),
                spec.dependsOn(),
                spec.onDependencyFailure(),
                state.dead(),
                Optional.ofNullable(state.resumeAt()),
                Optional.ofNullable(state.deadlineAt()),
                Optional.ofNullable(state.resumeState()),
                Optional.ofNullable(state.resumeInput()),
                Optional.ofNullable(state.resumedBy()),
                Optional.ofNullable(state.progress()),
                spec.createdAt(),
                state.updatedAt(),
                Optional.ofNullable(state.startedAt()),
                Optional.ofNullable(state.completedAt()));
    }
}
