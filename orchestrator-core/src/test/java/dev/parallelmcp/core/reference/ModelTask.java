package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.request.TaskDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A task: what was asked for, what became of it so far, and every attempt at it. */
final class ModelTask {

    final String id;
    final ModelRun run;
    final TaskDraft draft;
    final List<ModelTask> dependsOn;
    final int maxAttempts;
    final Instant createdAt;
    final List<ModelAttempt> attempts = new ArrayList<>();
    final List<TaskOutput> outputs = new ArrayList<>();

    TaskStatus status = TaskStatus.QUEUED;
    Optional<String> statusReason = Optional.empty();
    /** Attempts up to this number do not count any more. */
    int countsAfter;
    /** Leases of attempts up to this number are of a time before the last requeue or rerun. */
    int resetAfter;

    Optional<Instant> notBefore = Optional.empty();
    /** Its time has not come yet, as far as anybody has looked: a clock that is set back delays nothing again. */
    boolean delayed;

    Optional<String> context;
    Optional<Json> output = Optional.empty();
    Optional<String> error = Optional.empty();
    boolean dead;
    Optional<Instant> resumeAt = Optional.empty();
    Optional<Instant> deadlineAt = Optional.empty();
    Optional<Json> resumeState = Optional.empty();
    Optional<Json> resumeInput = Optional.empty();
    Optional<ResumedBy> resumedBy = Optional.empty();
    Optional<Json> progress = Optional.empty();
    Instant updatedAt;
    Optional<Instant> startedAt = Optional.empty();
    Optional<Instant> completedAt = Optional.empty();

    /** What a task is made of. */
    record Origin(String id, ModelRun run, List<ModelTask> dependsOn, Optional<String> context, int maxAttempts) {}

    ModelTask(Origin origin, TaskDraft draft, Instant now) {
        this.id = origin.id();
        this.run = origin.run();
        this.draft = draft;
        this.dependsOn = origin.dependsOn();
        this.context = origin.context();
        this.maxAttempts = origin.maxAttempts();
        this.createdAt = now;
        this.updatedAt = now;
    }

    DependencyFailurePolicy policy() {
        return draft.onDependencyFailure().orElse(DependencyFailurePolicy.CANCEL);
    }

    RetryPolicy retry() {
        return draft.retry().orElse(RetryPolicy.DEFAULT);
    }

    boolean unsuccessful() {
        return status == TaskStatus.FAILED || status == TaskStatus.CANCELLED;
    }

    /** A dependency is met when it is completed; with the policy {@code continue} also when it ended otherwise. */
    private boolean met(ModelTask dependency) {
        return dependency.status == TaskStatus.COMPLETED
                || (dependency.unsuccessful() && policy() == DependencyFailurePolicy.CONTINUE);
    }

    Stream<ModelTask> unmet() {
        return dependsOn.stream().filter(dependency -> !met(dependency));
    }

    boolean queuedAndMet() {
        return status == TaskStatus.QUEUED && unmet().findAny().isEmpty();
    }

    boolean ready() {
        return queuedAndMet() && !delayed;
    }

    boolean hasFailedDependency() {
        return dependsOn.stream().anyMatch(ModelTask::unsuccessful);
    }

    int attemptCount() {
        return (int) attempts.stream()
                .filter(attempt -> attempt.counted && attempt.number > countsAfter)
                .count();
    }

    Optional<ModelAttempt> holder() {
        return status.held() ? Optional.of(attempts.get(attempts.size() - 1)) : Optional.empty();
    }

    /** When time alone will do something to it. */
    Optional<Instant> dueAt() {
        return switch (status) {
            case LEASED, RUNNING -> holder().map(attempt -> attempt.expiresAt);
            case BLOCKED, WAITING_INPUT ->
                Stream.concat(resumeAt.stream(), deadlineAt.stream()).min(Instant::compareTo);
            case QUEUED -> delayed ? notBefore : Optional.empty();
            case COMPLETED, FAILED, CANCELLED -> Optional.empty();
        };
    }

    boolean isDue(Instant now) {
        return dueAt().filter(due -> !due.isAfter(now)).isPresent();
    }

    Task show() {
        return new Task(
                id,
                run.id,
                draft.kind(),
                draft.key(),
                status,
                statusReason,
                draft.priority().orElse(0),
                maxAttempts,
                attemptCount(),
                retry().delayMs(),
                retry().backoff(),
                retry().maxDelayMs(),
                retry().jitter(),
                draft.timeoutMs(),
                notBefore,
                draft.input(),
                output,
                draft.metadata(),
                error,
                context,
                holder().map(attempt -> attempt.leaseId),
                holder().map(attempt -> attempt.workerId),
                holder().map(attempt -> attempt.expiresAt),
                dependsOn.stream().map(dependency -> dependency.id).toList(),
                policy(),
                dead,
                resumeAt,
                deadlineAt,
                resumeState,
                resumeInput,
                resumedBy,
                progress,
                createdAt,
                updatedAt,
                startedAt,
                completedAt);
    }

    TaskSummary showInShort() {
        Task task = show();
        return new TaskSummary(
                id,
                task.kind(),
                task.key(),
                status,
                statusReason,
                task.priority(),
                task.attemptCount(),
                task.leasedBy(),
                error,
                progress);
    }
}
