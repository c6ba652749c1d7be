package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimRequest;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of every claim: what is asked for, the claim itself, and a claim that was made before. */
final class Claiming {

    private Claiming() {}

    /** Which tasks the request is about; refuses a run or a namespace that the caller does not see. */
    static ClaimFilter filter(UnitOfWork work, ClaimRequest request) {
        Optional<String> namespace = work.scope().narrow(request.namespace());
        request.runId().ifPresent(work::run);
        return new ClaimFilter(namespace, request.runId(), request.kinds());
    }

    /** The claim that this attempt began; its lease is still live. */
    static Claim again(UnitOfWork work, String attemptId) {
        AttemptRow attempt =
                work.tx().attempts().find(attemptId).orElseThrow(() -> Refusals.notFound(IdKind.ATTEMPT, attemptId));
        TaskRow task = work.task(attempt.attempt().taskId());
        Hold hold = task.state().hold();
        if (hold == null || !hold.attemptId().equals(attemptId) || !work.now().isBefore(hold.expiresAt())) {
            throw LeaseGuard.refusal(
                    work, task, attempt.lease().id(), attempt.lease().workerId());
        }
        Run run = work.run(task.spec().runId()).run();
        return new Claim(run, task.task(), attempt.attempt(), attempt.lease());
    }

    /** Leases a ready task to the worker. */
    static Claim claim(UnitOfWork work, TaskRow ready, ClaimRequest request) {
        // The run's counters first: that also brings its current context.
        Run run = work.ledger().claimFrom(ready.spec().runId());
        @Nullable
        String context = ready.spec().contextPinned()
                ? ready.state().contextSnapshotId()
                : run.currentContextSnapshotId().orElse(null);
        Hold hold = hold(work, ready, request);
        TaskState leased = leased(work, ready, hold, context);
        TaskRow task = work.moveCounted(ready, leased);
        AttemptRow attempt = work.tx().attempts().insert(attempt(work, task, hold, request));
        work.record(
                task,
                hold.attemptId(),
                EventType.TASK_CLAIMED,
                EventPayload.of(leased)
                        .put("attemptNumber", leased.attemptNumber())
                        .put("fencingToken", attempt.lease().fencingToken())
                        .put("leaseExpiresAt", hold.expiresAt()));
        return new Claim(run, task.task(), attempt.attempt(), attempt.lease());
    }

    private static Hold hold(UnitOfWork work, TaskRow ready, ClaimRequest request) {
        long leaseMs = request.leaseMs().orElse(work.options().leaseMs());
        @Nullable Long timeoutMs = ready.spec().timeoutMs();
        @Nullable Instant deadline = timeoutMs == null ? null : work.now().plusMillis(timeoutMs);
        return new Hold(
                work.newId(IdKind.ATTEMPT),
                work.newId(IdKind.LEASE),
                request.workerId(),
                leaseMs,
                Leases.end(work.now(), leaseMs, deadline),
                deadline);
    }

    private static TaskState leased(UnitOfWork work, TaskRow ready, Hold hold, @Nullable String context) {
        TaskState state = ready.state();
        return state.edit()
                .status(TaskStatus.LEASED)
                .statusReason(null)
                .attemptCount(state.attemptCount() + 1)
                .attemptNumber(state.attemptNumber() + 1)
                .contextSnapshotId(context)
                .hold(hold)
                .startedAt(state.startedAt() == null ? work.now() : state.startedAt())
                .updatedAt(work.now())
                .build();
    }

    private static AttemptRow attempt(UnitOfWork work, TaskRow task, Hold hold, ClaimRequest request) {
        Attempt attempt = new Attempt(
                hold.attemptId(),
                task.spec().runId(),
                task.id(),
                task.state().attemptNumber(),
                true,
                hold.workerId(),
                AttemptStatus.LEASED,
                work.now(),
                Optional.empty(),
                Optional.empty(),
                hold.expiresAt(),
                Optional.ofNullable(task.state().contextSnapshotId()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Lease lease = new Lease(
                hold.leaseId(),
                task.spec().runId(),
                task.id(),
                hold.attemptId(),
                hold.workerId(),
                0,
                LeaseStatus.ACTIVE,
                work.now(),
                hold.expiresAt(),
                Optional.empty(),
                Optional.empty(),
                request.clientToken());
        return new AttemptRow(attempt, lease);
    }

    /** Milliseconds to the next instant at which something comes due. */
    static Optional<Long> retryAfterMs(ReadTransaction tx, Optional<String> namespace) {
        return tx.tasks()
                .nextDue(namespace)
                .map(due -> Math.max(0, Duration.between(tx.now(), due).toMillis()));
    }
}
