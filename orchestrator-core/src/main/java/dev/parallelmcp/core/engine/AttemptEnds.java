package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.AttemptEnd;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.TaskStateDraft;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The ways in which an attempt ends without a result, and what its task becomes. */
final class AttemptEnds {

    private AttemptEnds() {}

    /** Why an attempt failed, and what its worker said of it. */
    record Failure(
            AttemptStatus status,
            LeaseStatus leaseStatus,
            String error,
            String retryReason,
            String finalError,
            @Nullable EventType announcedBy,
            @Nullable Json metadata) {

        static Failure leaseExpired() {
            return new Failure(
                    AttemptStatus.EXPIRED,
                    LeaseStatus.EXPIRED,
                    Reasons.LEASE_EXPIRED,
                    Reasons.LEASE_EXPIRED,
                    Reasons.MAX_ATTEMPTS_EXCEEDED,
                    EventType.TASK_LEASE_EXPIRED,
                    null);
        }

        static Failure timedOut() {
            return new Failure(
                    AttemptStatus.FAILED,
                    LeaseStatus.EXPIRED,
                    Reasons.TASK_TIMEOUT_EXCEEDED,
                    Reasons.TASK_TIMEOUT_EXCEEDED,
                    Reasons.TASK_TIMEOUT_EXCEEDED,
                    EventType.TASK_TIMED_OUT,
                    null);
        }

        static Failure reported(String error, @Nullable Json metadata) {
            return new Failure(
                    AttemptStatus.FAILED, LeaseStatus.RELEASED, error, Reasons.RETRY_SCHEDULED, error, null, metadata);
        }
    }

    /** The attempt failed and counts: the task is queued by its retry policy, or is dead when no attempts are left. */
    static TaskRow retryOrBury(UnitOfWork work, TaskRow task, Hold hold, Failure failure) {
        endAttempt(work, hold, failure);
        boolean attemptsLeft = task.state().attemptCount() < task.spec().maxAttempts();
        TaskRow after = attemptsLeft ? retry(work, task, hold, failure) : bury(work, task, hold, failure);
        if (!attemptsLeft) {
            Dependents.ended(work, after);
        }
        return after;
    }

    /** The attempt failed for good although attempts may be left: the task is failed, but not dead. */
    static TaskRow fail(UnitOfWork work, TaskRow task, Hold hold, Failure failure) {
        endAttempt(work, hold, failure);
        TaskState failed =
                ended(work, task, TaskStatus.FAILED).error(failure.finalError()).build();
        TaskRow after = work.move(task, failed);
        work.record(after, hold.attemptId(), EventType.TASK_FAILED, failed(failed));
        Dependents.ended(work, after);
        return after;
    }

    /** Somebody ended the task: so does its attempt, if it has one. Its dependents are the caller's to see to. */
    static TaskRow cancel(UnitOfWork work, TaskRow task, String reason) {
        Hold hold = task.state().hold();
        if (hold != null) {
            work.tx()
                    .attempts()
                    .end(new AttemptEnd(
                            hold.attemptId(),
                            AttemptStatus.CANCELLED,
                            LeaseStatus.CANCELLED,
                            true,
                            work.now(),
                            reason,
                            null,
                            null));
        }
        TaskState cancelled =
                ended(work, task, TaskStatus.CANCELLED).statusReason(reason).build();
        TaskRow after = work.move(task, cancelled);
        work.record(
                after, hold == null ? null : hold.attemptId(), EventType.TASK_CANCELLED, EventPayload.of(cancelled));
        return after;
    }

    /** A draft of the terminal state: no lease, no timers, no resume data. */
    static TaskStateDraft ended(UnitOfWork work, TaskRow task, TaskStatus status) {
        return task.state()
                .edit()
                .status(status)
                .statusReason(null)
                .hold(null)
                .delayed(false)
                .resumeAt(null)
                .deadlineAt(null)
                .resumeState(null)
                .resumeInput(null)
                .resumedBy(null)
                .updatedAt(work.now())
                .completedAt(work.now());
    }

    /** A draft of the queued state, claimable from {@code notBefore} on or at once. */
    static TaskStateDraft queued(UnitOfWork work, TaskState state, @Nullable Instant notBefore) {
        return state.edit()
                .status(TaskStatus.QUEUED)
                .hold(null)
                .notBefore(notBefore)
                .delayed(notBefore != null && notBefore.isAfter(work.now()))
                .updatedAt(work.now());
    }

    /** The worker gives the attempt back: it does not count. */
    static void giveBack(UnitOfWork work, Hold hold) {
        work.tx()
                .attempts()
                .end(new AttemptEnd(
                        hold.attemptId(),
                        AttemptStatus.RELEASED,
                        LeaseStatus.RELEASED,
                        false,
                        work.now(),
                        null,
                        null,
                        null));
    }

    private static void endAttempt(UnitOfWork work, Hold hold, Failure failure) {
        work.tx()
                .attempts()
                .end(new AttemptEnd(
                        hold.attemptId(),
                        failure.status(),
                        failure.leaseStatus(),
                        true,
                        work.now(),
                        failure.error(),
                        null,
                        failure.metadata()));
    }

    private static TaskRow retry(UnitOfWork work, TaskRow task, Hold hold, Failure failure) {
        long delay = task.spec().retry().delayMillis(task.state().attemptCount(), work.random());
        Instant notBefore = delay == 0 ? null : work.now().plusMillis(delay);
        TaskState queued = queued(work, task.state(), notBefore)
                .statusReason(failure.retryReason())
                .error(failure.error())
                .build();
        TaskRow after = work.move(task, queued);
        announce(work, after, hold, failure);
        work.record(
                after,
                hold.attemptId(),
                EventType.TASK_RETRY_SCHEDULED,
                EventPayload.of(queued)
                        .put("error", failure.error())
                        .put("delayMs", delay)
                        .putIfPresent("notBefore", notBefore));
        return after;
    }

    private static TaskRow bury(UnitOfWork work, TaskRow task, Hold hold, Failure failure) {
        TaskState failed = ended(work, task, TaskStatus.FAILED)
                .error(failure.finalError())
                .dead(true)
                .build();
        TaskRow after = work.move(task, failed);
        announce(work, after, hold, failure);
        work.record(after, hold.attemptId(), EventType.TASK_FAILED, failed(failed));
        work.record(after, hold.attemptId(), EventType.TASK_DEAD_LETTERED, failed(failed));
        return after;
    }

    private static EventPayload failed(TaskState state) {
        return EventPayload.of(state).put("error", state.error());
    }

    private static void announce(UnitOfWork work, TaskRow after, Hold hold, Failure failure) {
        if (failure.announcedBy() != null) {
            work.record(
                    after,
                    hold.attemptId(),
                    failure.announcedBy(),
                    EventPayload.of(after.state(), failure.retryReason())
                            .put("lostLeaseId", hold.leaseId())
                            .put("workerId", hold.workerId()));
        }
    }
}
