package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.LeaseHolder;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides whether a caller still holds a task, and says precisely why when it does not. */
final class LeaseGuard {

    private LeaseGuard() {}

    /** A task with its live lease. */
    record Held(TaskRow task, Hold hold) {}

    static Held require(UnitOfWork work, LeaseHolder caller) {
        TaskRow task = work.task(caller.taskId());
        Hold hold = task.state().hold();
        if (hold != null
                && hold.leaseId().equals(caller.leaseId())
                && hold.workerId().equals(caller.workerId())
                && work.now().isBefore(hold.expiresAt())) {
            return new Held(task, hold);
        }
        throw refusal(work, task, caller.leaseId(), caller.workerId());
    }

    /** The first reason that applies, in the order that docs/lifecycle.md promises. */
    static OrchestratorException refusal(UnitOfWork work, TaskRow task, String leaseId, String workerId) {
        Optional<AttemptRow> found = work.tx().attempts().findByLease(task.id(), leaseId);
        if (found.isEmpty()) {
            return conflict(task, leaseId, "lease " + leaseId + " was never a lease of task " + task.id());
        }
        AttemptRow attempt = found.get();
        TaskState state = task.state();
        if (!attempt.attempt().workerId().equals(workerId)) {
            return conflict(task, leaseId, "lease " + leaseId + " belongs to another worker than " + workerId);
        }
        if (attempt.attempt().number() < state.attemptNumber()) {
            return conflict(task, leaseId, "task " + task.id() + " has been claimed again since");
        }
        if (attempt.attempt().number() <= state.resetNumber()) {
            return conflict(task, leaseId, "task " + task.id() + " has been reset since");
        }
        if (state.status() == TaskStatus.CANCELLED) {
            return cancelled(task, leaseId);
        }
        LeaseStatus status = attempt.lease().status();
        if (status == LeaseStatus.EXPIRED || status == LeaseStatus.ACTIVE) {
            return expired(task, leaseId, attempt.lease().expiresAt(), work.now());
        }
        return alreadyEnded(task, leaseId, attempt);
    }

    private static OrchestratorException conflict(TaskRow task, String leaseId, String why) {
        return about(ErrorCode.LEASE_CONFLICT, task, leaseId, why + ". Do not go on with it; call claim_next_task.");
    }

    private static OrchestratorException cancelled(TaskRow task, String leaseId) {
        return about(
                ErrorCode.TASK_CANCELLED,
                task,
                leaseId,
                "task " + task.id() + " was cancelled. Stop working on it; call claim_next_task.");
    }

    private static OrchestratorException expired(TaskRow task, String leaseId, Instant ended, Instant now) {
        // A clock that was set back since must not make it a negative time.
        String ago = Math.max(0, Duration.between(ended, now).toSeconds()) + " s ago";
        return about(
                ErrorCode.LEASE_EXPIRED,
                task,
                leaseId,
                "lease " + leaseId + " on " + task.id() + " ended " + ago
                        + "; the task may be with another worker. Do not complete it; call claim_next_task.");
    }

    private static OrchestratorException alreadyEnded(TaskRow task, String leaseId, AttemptRow attempt) {
        return about(
                ErrorCode.INVALID_TRANSITION,
                task,
                leaseId,
                "this lease has ended: its attempt is "
                        + attempt.attempt().status().wireName() + " and task " + task.id() + " is "
                        + task.state().status().wireName() + "; call claim_next_task for more work.");
    }

    private static OrchestratorException about(ErrorCode code, TaskRow task, String leaseId, String message) {
        return OrchestratorException.builder(code, message)
                .id("taskId", task.id())
                .id("leaseId", leaseId)
                .nextTool("claim_next_task")
                .build();
    }
}
