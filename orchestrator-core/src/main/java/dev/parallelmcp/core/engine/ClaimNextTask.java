package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.TokenRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** claim_next_task. */
final class ClaimNextTask implements UseCase<ClaimNextTaskRequest, ClaimResult> {

    @Override
    public String operation() {
        return "claim_next_task";
    }

    @Override
    public Answer<ClaimResult> apply(UnitOfWork work, ClaimNextTaskRequest request) {
        ClaimFilter filter = filter(work, request);
        boolean more;
        do {
            more = DueWork.apply(work).more();
            Optional<TaskRow> ready = work.tx().tasks().nextReady(filter);
            if (ready.isPresent()) {
                Claim claim = claim(work, ready.get(), request);
                return Answer.about(ready.get(), claim.attempt().id(), found(claim, false));
            }
        } while (more);
        return Answer.ofNothing(new ClaimResult(Optional.empty(), retryAfterMs(work.tx(), filter.namespace()), false));
    }

    /** Which tasks the request is about; refuses one that names what the caller does not see. */
    static ClaimFilter filter(UnitOfWork work, ClaimNextTaskRequest request) {
        Optional<String> namespace = work.scope().narrow(request.namespace());
        request.runId().ifPresent(work::run);
        return new ClaimFilter(namespace, request.runId(), request.kinds());
    }

    /** The same claim while its lease lives; afterwards the lease's own error, never another holder's lease. */
    @Override
    public ClaimResult replay(UnitOfWork work, ClaimNextTaskRequest request, TokenRow use) {
        AttemptRow attempt = work.tx()
                .attempts()
                .find(use.answerId())
                .orElseThrow(() -> Refusals.notFound(IdKind.ATTEMPT, use.answerId()));
        TaskRow task = work.task(attempt.attempt().taskId());
        Hold hold = task.state().hold();
        if (hold == null
                || !hold.attemptId().equals(use.answerId())
                || !work.now().isBefore(hold.expiresAt())) {
            throw LeaseGuard.refusal(
                    work, task, attempt.lease().id(), attempt.lease().workerId());
        }
        Run run = work.run(task.spec().runId()).run();
        return found(new Claim(run, task.task(), attempt.attempt(), attempt.lease()), true);
    }

    private static ClaimResult found(Claim claim, boolean replayed) {
        return new ClaimResult(Optional.of(claim), Optional.empty(), replayed);
    }

    private static Claim claim(UnitOfWork work, TaskRow ready, ClaimNextTaskRequest request) {
        // The run's counters first: that also brings its current context.
        work.ledger()
                .add(
                        ready.spec().runId(),
                        RunTally.one(TaskStatus.LEASED, 0).minus(RunTally.one(TaskStatus.QUEUED, 0)));
        Run run = work.ledger().adjusted(ready.spec().runId()).run();
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

    private static Hold hold(UnitOfWork work, TaskRow ready, ClaimNextTaskRequest request) {
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

    private static AttemptRow attempt(UnitOfWork work, TaskRow task, Hold hold, ClaimNextTaskRequest request) {
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

    /** The milliseconds until something comes due by itself. */
    static Optional<Long> retryAfterMs(ReadTransaction tx, Optional<String> namespace) {
        return tx.tasks()
                .nextDue(namespace)
                .map(due -> Math.max(0, Duration.between(tx.now(), due).toMillis()));
    }
}
