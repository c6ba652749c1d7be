package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Backoff;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** How attempts and tasks end or are queued again, and what that does to the tasks behind them. */
final class Endings {

    /** What the jitter of retries draws in every history. */
    static final double RANDOM = 0.5;

    private final ReferenceModel model;

    Endings(ReferenceModel model) {
        this.model = model;
    }

    /**
     * Why an attempt failed.
     *
     * @param error of the attempt, and of the task as long as it is tried again
     * @param retryReason statusReason of the task that is tried again
     * @param lastError of the task that is tried no more
     * @param announcedBy the event that comes first, where time and not the worker ended the attempt
     */
    record Failure(
            AttemptStatus status,
            LeaseStatus leaseStatus,
            String error,
            String retryReason,
            String lastError,
            Optional<EventType> announcedBy,
            Optional<Json> metadata) {

        static Failure leaseExpired() {
            return new Failure(
                    AttemptStatus.EXPIRED,
                    LeaseStatus.EXPIRED,
                    "lease_expired",
                    "lease_expired",
                    "max_attempts_exceeded",
                    Optional.of(EventType.TASK_LEASE_EXPIRED),
                    Optional.empty());
        }

        static Failure timedOut() {
            return new Failure(
                    AttemptStatus.FAILED,
                    LeaseStatus.EXPIRED,
                    "task_timeout_exceeded",
                    "task_timeout_exceeded",
                    "task_timeout_exceeded",
                    Optional.of(EventType.TASK_TIMED_OUT),
                    Optional.empty());
        }

        static Failure told(String error, Optional<Json> metadata) {
            return new Failure(
                    AttemptStatus.FAILED,
                    LeaseStatus.RELEASED,
                    error,
                    "retry_scheduled",
                    error,
                    Optional.empty(),
                    metadata);
        }
    }

    /** The attempt counts as failed: the task is tried again by its policy, or is dead. */
    void retryOrBury(ModelTask task, Failure failure) {
        ModelAttempt attempt = endAttempt(task, failure);
        if (task.attemptCount() < task.maxAttempts) {
            retry(task, attempt, failure);
            return;
        }
        end(task, TaskStatus.FAILED);
        task.error = Optional.of(failure.lastError());
        task.dead = true;
        announce(task, attempt, failure);
        model.record(task, Optional.of(attempt), EventType.TASK_FAILED, withError(task));
        model.record(task, Optional.of(attempt), EventType.TASK_DEAD_LETTERED, withError(task));
        cascade(task);
    }

    /** The worker says that trying again is no use. */
    void fail(ModelTask task, Failure failure) {
        ModelAttempt attempt = endAttempt(task, failure);
        end(task, TaskStatus.FAILED);
        task.error = Optional.of(failure.lastError());
        model.record(task, Optional.of(attempt), EventType.TASK_FAILED, withError(task));
        cascade(task);
    }

    private void retry(ModelTask task, ModelAttempt attempt, Failure failure) {
        long delayMs = delayMs(task.retry(), task.attemptCount());
        queue(task, delayMs == 0 ? Optional.empty() : Optional.of(model.now().plusMillis(delayMs)));
        task.statusReason = Optional.of(failure.retryReason());
        task.error = Optional.of(failure.error());
        announce(task, attempt, failure);
        model.record(
                task,
                Optional.of(attempt),
                EventType.TASK_RETRY_SCHEDULED,
                withError(task).with("delayMs", delayMs).withInstant("notBefore", task.notBefore));
    }

    /** delay = min(maxDelayMs, delayMs × 2^(attemptCount − 1)) × (1 − jitter × random), the power when exponential. */
    private static long delayMs(RetryPolicy policy, int attemptCount) {
        double power = policy.backoff() == Backoff.EXPONENTIAL ? Math.pow(2, attemptCount - 1) : 1;
        double delay = Math.min((double) policy.maxDelayMs(), policy.delayMs() * power);
        return Math.round(delay * (1 - policy.jitter() * RANDOM));
    }

    private ModelAttempt endAttempt(ModelTask task, Failure failure) {
        ModelAttempt attempt = task.holder().orElseThrow();
        attempt.end(failure.status(), failure.leaseStatus(), model.now());
        attempt.error = Optional.of(failure.error());
        attempt.metadata = failure.metadata();
        return attempt;
    }

    private void announce(ModelTask task, ModelAttempt attempt, Failure failure) {
        failure.announcedBy()
                .ifPresent(type -> model.record(
                        task,
                        Optional.of(attempt),
                        type,
                        Payload.of(task)
                                .with("reason", failure.retryReason())
                                .with("lostLeaseId", attempt.leaseId)
                                .with("workerId", attempt.workerId)));
    }

    /** A pause whose deadline has passed: the task is failed for good and not dead. */
    void failPaused(ModelTask task) {
        end(task, TaskStatus.FAILED);
        task.error = Optional.of("pause_deadline_exceeded");
        model.record(task, Optional.empty(), EventType.TASK_FAILED, withError(task));
        cascade(task);
    }

    /** Somebody ended the task, and with it its attempt. Those behind it are not looked at. */
    void cancel(ModelTask task, String reason) {
        Optional<ModelAttempt> holder = task.holder();
        holder.ifPresent(attempt -> {
            attempt.end(AttemptStatus.CANCELLED, LeaseStatus.CANCELLED, model.now());
            attempt.error = Optional.of(reason);
        });
        end(task, TaskStatus.CANCELLED);
        task.statusReason = Optional.of(reason);
        model.record(task, holder, EventType.TASK_CANCELLED, Payload.of(task));
    }

    /** The attempt is given back: it does not count. */
    ModelAttempt giveBack(ModelTask task) {
        ModelAttempt attempt = task.holder().orElseThrow();
        attempt.end(AttemptStatus.RELEASED, LeaseStatus.RELEASED, model.now());
        attempt.counted = false;
        return attempt;
    }

    /** The end of a task: nothing is left of its lease, its timers and its resume data. */
    void end(ModelTask task, TaskStatus status) {
        task.status = status;
        task.statusReason = Optional.empty();
        task.delayed = false;
        forgetPause(task);
        task.updatedAt = model.now();
        task.completedAt = Optional.of(model.now());
    }

    static void forgetPause(ModelTask task) {
        task.resumeAt = Optional.empty();
        task.deadlineAt = Optional.empty();
        forgetResumeData(task);
    }

    private static void forgetResumeData(ModelTask task) {
        task.resumeState = Optional.empty();
        task.resumeInput = Optional.empty();
        task.resumedBy = Optional.empty();
    }

    /** Back into the queue, to be claimed from then on or at once. */
    void queue(ModelTask task, Optional<Instant> notBefore) {
        task.status = TaskStatus.QUEUED;
        task.notBefore = notBefore;
        task.delayed = notBefore.filter(model.now()::isBefore).isPresent();
        task.updatedAt = model.now();
    }

    /** Those behind a task that did not complete follow their policies, and so on down: breadth first. */
    void cascade(ModelTask unsuccessful) {
        Queue<ModelTask> ended = new ArrayDeque<>(List.of(unsuccessful));
        for (ModelTask task = ended.poll(); task != null; task = ended.poll()) {
            for (ModelTask dependent : model.dependentsOf(task)) {
                if (dependent.status == TaskStatus.QUEUED && dependent.policy() == DependencyFailurePolicy.CANCEL) {
                    cancelBehindFailure(dependent);
                    ended.add(dependent);
                }
            }
        }
    }

    /** It keeps its delay, with which it comes back if it is revived. */
    void cancelBehindFailure(ModelTask task) {
        task.status = TaskStatus.CANCELLED;
        task.statusReason = Optional.of(Task.DEPENDENCY_FAILED);
        forgetResumeData(task);
        task.updatedAt = model.now();
        task.completedAt = Optional.of(model.now());
        model.record(task, Optional.empty(), EventType.TASK_CANCELLED, Payload.of(task));
    }

    /** What was cancelled behind a task that is queued again comes back, and so on down, unless another holds it down. */
    void revive(ModelTask reopened) {
        Queue<ModelTask> back = new ArrayDeque<>(List.of(reopened));
        for (ModelTask task = back.poll(); task != null; task = back.poll()) {
            for (ModelTask dependent : model.dependentsOf(task)) {
                if (revivable(dependent)) {
                    dependent.status = TaskStatus.QUEUED;
                    dependent.statusReason = Optional.empty();
                    dependent.updatedAt = model.now();
                    dependent.completedAt = Optional.empty();
                    model.record(dependent, Optional.empty(), EventType.TASK_REVIVED, Payload.of(dependent));
                    back.add(dependent);
                }
            }
        }
    }

    static boolean revivable(ModelTask task) {
        return task.status == TaskStatus.CANCELLED
                && task.statusReason.equals(Optional.of(Task.DEPENDENCY_FAILED))
                && !task.hasFailedDependency();
    }

    static Payload withError(ModelTask task) {
        return Payload.of(task).with("error", task.error.orElse(null));
    }
}
