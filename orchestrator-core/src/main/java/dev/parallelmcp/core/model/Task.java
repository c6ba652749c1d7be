package dev.parallelmcp.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One piece of work, as every interface shows it. All durations are in milliseconds.
 *
 * @param key the caller's name for it, unique within its run
 * @param statusReason why it is paused, cancelled or delayed
 * @param priority higher is claimed first
 * @param attemptCount attempts that count against {@code maxAttempts}; released and paused ones do not
 * @param timeoutMs the wall-clock budget of one attempt, from its claim
 * @param notBefore it is not claimed earlier
 * @param contextSnapshotId the context it is bound to: given at enqueue, else the run's current one at each claim
 * @param leaseId with {@code leasedBy} and {@code leaseExpiresAt} present while leased or running
 * @param dead failed because its attempts ran out; requeue_dead_task gives it new ones
 * @param resumeAt when a pause ends by itself
 * @param deadlineAt when a pause fails the task
 * @param resumeState what the worker left behind when it paused
 * @param resumeInput what resume_task brought
 * @param progress what its worker told last of how far it is; until it is requeued or rerun
 * @param startedAt when it was first claimed since it was enqueued or reset
 */
public record Task(
        String id,
        String runId,
        String kind,
        Optional<String> key,
        TaskStatus status,
        Optional<String> statusReason,
        int priority,
        int maxAttempts,
        int attemptCount,
        long retryDelayMs,
        Backoff retryBackoff,
        long retryMaxDelayMs,
        double retryJitter,
        Optional<Long> timeoutMs,
        Optional<Instant> notBefore,
        Optional<Json> input,
        Optional<Json> output,
        Optional<Json> metadata,
        Optional<String> error,
        Optional<String> contextSnapshotId,
        Optional<String> leaseId,
        Optional<String> leasedBy,
        Optional<Instant> leaseExpiresAt,
        List<String> dependsOnTaskIds,
        DependencyFailurePolicy onDependencyFailure,
        boolean dead,
        Optional<Instant> resumeAt,
        Optional<Instant> deadlineAt,
        Optional<Json> resumeState,
        Optional<Json> resumeInput,
        Optional<ResumedBy> resumedBy,
        Optional<Json> progress,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt)
        implements TaskView {

    /** The statusReason of a task that was cancelled because one that it depends on did not complete. */
    public static final String DEPENDENCY_FAILED = "dependency_failed";

    public Task {
        dependsOnTaskIds = List.copyOf(dependsOnTaskIds);
    }
}
