package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.parallelmcp.core.contract.HolderOperation.Caller;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why a caller may not write: the first reason that applies, the same for all operations of a lease holder. */
public abstract class LeaseRefusalContract extends ObservingContract {

    @ParameterizedTest
    @EnumSource
    void malformedArgumentIsRefusedBeforeTheTaskIsLookedFor(HolderOperation operation) {
        Run run = createRun();
        for (Caller caller : new Caller[] {
            new Caller("task_none", "lease_none", " "),
            new Caller("task none", "lease_none", "worker"),
            new Caller("task_none", "", "worker")
        }) {
            OrchestratorException refusal = refused(run, () -> operation.call(orchestrator, caller));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknownTaskIsNotFound(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        Caller caller = new Caller("task_none", claim.lease().id(), "worker");
        OrchestratorException refusal = refused(claim.run(), () -> operation.call(orchestrator, caller));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
        assertThat(refusal.ids()).containsExactly(entry("taskId", "task_none"));
    }

    @ParameterizedTest
    @EnumSource
    void leaseThatNeverWasIsAConflict(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        assertRefused(operation, claim, Caller.of(claim.lease()).withLeaseId("lease_none"), ErrorCode.LEASE_CONFLICT);
    }

    @ParameterizedTest
    @EnumSource
    void leaseOfAnotherTaskIsAConflict(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        enqueue(claim.run(), "b");
        Claim other = claim();
        assertRefused(
                operation,
                claim,
                Caller.of(claim.lease()).withLeaseId(other.lease().id()),
                ErrorCode.LEASE_CONFLICT);
    }

    @ParameterizedTest
    @EnumSource
    void anotherWorkerIsAConflict(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        assertRefused(operation, claim, Caller.of(claim.lease()).as("somebody else"), ErrorCode.LEASE_CONFLICT);
    }

    @ParameterizedTest
    @EnumSource
    void foreignLeaseOrWorkerIsAConflictEvenWhenTheTaskWasCancelledOrHasExpiredOrEnded(HolderOperation operation) {
        Claim cancelled = enqueueAndClaim();
        cancel(cancelled.run());
        Claim ended = enqueueAndClaim();
        complete(ended);
        Claim expired = enqueueAndClaim();
        clock.advanceMillis(60_000);
        for (Claim claim : new Claim[] {cancelled, ended, expired}) {
            Caller holder = Caller.of(claim.lease());
            assertRefused(operation, claim, holder.as("somebody else"), ErrorCode.LEASE_CONFLICT);
            assertRefused(operation, claim, holder.withLeaseId("lease_none"), ErrorCode.LEASE_CONFLICT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void taskClaimedAgainAfterExpiryIsAConflict(HolderOperation operation) {
        Claim lost = enqueueAndClaim();
        clock.advanceMillis(60_000);
        Claim again = claim();
        assertThat(again.task().id()).isEqualTo(lost.task().id());
        assertRefused(operation, lost, Caller.of(lost.lease()), ErrorCode.LEASE_CONFLICT);
        operation.call(orchestrator, again.lease());
    }

    @ParameterizedTest
    @EnumSource
    void taskClaimedAgainAfterReleaseIsAConflict(HolderOperation operation) {
        Claim released = enqueueAndClaim();
        release(released);
        claim();
        assertRefused(operation, released, Caller.of(released.lease()), ErrorCode.LEASE_CONFLICT);
    }

    @ParameterizedTest
    @EnumSource
    void taskClaimedAgainIsAConflictEvenWhenItWasThenCancelledOrHasExpiredOrEnded(HolderOperation operation) {
        Claim beforeCancel = enqueueAndClaim();
        release(beforeCancel);
        claim();
        cancel(beforeCancel.run());
        Claim beforeEnd = enqueueAndClaim();
        release(beforeEnd);
        complete(claim());
        Claim beforeExpiry = enqueueAndClaim();
        release(beforeExpiry);
        claim();
        clock.advanceMillis(60_000);
        for (Claim claim : new Claim[] {beforeCancel, beforeEnd, beforeExpiry}) {
            assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.LEASE_CONFLICT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void requeuedTaskIsAConflict(HolderOperation operation) {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").maxAttempts(1));
        Claim claim = claim();
        failRetryably(claim);
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder(task.id()).build());
        assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.LEASE_CONFLICT);
    }

    @ParameterizedTest
    @EnumSource
    void requeuedTaskIsAConflictAfterExpiryToo(HolderOperation operation) {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").maxAttempts(1));
        Claim claim = claim();
        clock.advanceMillis(60_000);
        applyDue();
        assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.LEASE_EXPIRED);
        orchestrator.requeueDeadTask(
                RequeueDeadTaskRequest.builder(task.id()).resetAttempts(true).build());
        assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.LEASE_CONFLICT);
    }

    @ParameterizedTest
    @EnumSource
    void cancelledTaskTellsItsWorkerToStop(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        cancel(claim.run());
        OrchestratorException refusal =
                assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.TASK_CANCELLED);
        assertThat(refusal.message()).containsIgnoringCase("stop working");
    }

    @ParameterizedTest
    @EnumSource
    void cancelledTaskSaysSoEvenWhenTheLeaseHadRunOutBefore(HolderOperation operation) {
        Claim unswept = enqueueAndClaim();
        clock.advanceMillis(60_000);
        cancel(unswept.run());
        assertRefused(operation, unswept, Caller.of(unswept.lease()), ErrorCode.TASK_CANCELLED);
        Claim swept = enqueueAndClaim();
        clock.advanceMillis(60_000);
        applyDue();
        cancel(swept.run());
        assertRefused(operation, swept, Caller.of(swept.lease()), ErrorCode.TASK_CANCELLED);
    }

    @ParameterizedTest
    @EnumSource
    void cancelledTaskSaysSoEvenWhenItsHolderHadGivenItBack(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        release(claim);
        cancel(claim.run());
        assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.TASK_CANCELLED);
    }

    @ParameterizedTest
    @EnumSource
    void leaseThatRanOutIsExpiredBeforeAndAfterTheSweep(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(60_000);
        assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.LEASE_EXPIRED);
        applyDue();
        assertThat(task(claim.task().id()).status()).isEqualTo(TaskStatus.QUEUED);
        assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.LEASE_EXPIRED);
    }

    @ParameterizedTest
    @EnumSource
    void leaseIsLiveUpToTheMillisecondBeforeItsEnd(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(59_999);
        operation.call(orchestrator, claim.lease());
    }

    @ParameterizedTest
    @EnumSource
    void attemptThatTimedOutIsExpiredBeforeAndAfterTheSweep(HolderOperation operation) {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").timeoutMs(1_000).retry(RetryPolicy.fixed(60_000)));
        Claim claim = claimFor(60_000);
        clock.advanceMillis(1_000);
        assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.LEASE_EXPIRED);
        applyDue();
        assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.LEASE_EXPIRED);
    }

    @ParameterizedTest
    @EnumSource
    void holderThatEndedItsAttemptItselfMakesAnInvalidTransition(HolderOperation operation) {
        for (HolderOperation end : HolderOperation.values()) {
            if (end.endsAttempt()) {
                Claim claim = enqueueAndClaim();
                end.call(orchestrator, claim.lease());
                assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.INVALID_TRANSITION);
                // A lease that was given up does not expire later.
                clock.advanceMillis(60_000);
                assertRefused(operation, claim, Caller.of(claim.lease()), ErrorCode.INVALID_TRANSITION);
                cancel(claim.run());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void holderWhosePauseEndedByItselfMakesAnInvalidTransition(HolderOperation operation) {
        Claim resumed = enqueueAndClaim();
        pause(PauseTaskRequest.builder(resumed.lease(), PauseStatus.BLOCKED).resumeAfterMs(1_000));
        Claim failed = enqueueAndClaim();
        pause(PauseTaskRequest.builder(failed.lease(), PauseStatus.BLOCKED).deadlineAfterMs(1_000));
        clock.advanceMillis(1_000);
        applyDue();
        assertThat(task(resumed.task().id()).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(task(failed.task().id()).status()).isEqualTo(TaskStatus.FAILED);
        assertRefused(operation, resumed, Caller.of(resumed.lease()), ErrorCode.INVALID_TRANSITION);
        assertRefused(operation, failed, Caller.of(failed.lease()), ErrorCode.INVALID_TRANSITION);
    }

    @ParameterizedTest
    @EnumSource(names = "HEARTBEAT", mode = EnumSource.Mode.EXCLUDE)
    void replayComesBeforeEveryReasonOfTheLease(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        Caller caller = Caller.of(claim.lease());
        assertThat(operation.callOnce(orchestrator, caller, "token")).isFalse();
        cancel(claim.run());
        clock.advanceMillis(60_000);
        Sight before = look(claim.run());
        assertThat(operation.callOnce(orchestrator, caller, "token")).isTrue();
        assertThat(look(claim.run())).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = "HEARTBEAT", mode = EnumSource.Mode.EXCLUDE)
    void usedTokenIsAConflictBeforeTheTaskIsLookedFor(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        Caller caller = Caller.of(claim.lease());
        operation.callOnce(orchestrator, caller, "token");
        Caller ofNoTask = new Caller("task_none", "lease_none", "worker");
        OrchestratorException refusal = refused(claim.run(), () -> operation.callOnce(orchestrator, ofNoTask, "token"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.IDEMPOTENCY_CONFLICT);
        OrchestratorException malformed = refused(
                claim.run(),
                () -> operation.callOnce(orchestrator, new Caller("task_none", "lease_none", ""), "token"));
        assertThat(malformed.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @EnumSource(names = "HEARTBEAT", mode = EnumSource.Mode.EXCLUDE)
    void refusedCallDoesNotUseUpItsToken(HolderOperation operation) {
        Claim claim = enqueueAndClaim();
        Caller holder = Caller.of(claim.lease());
        refused(claim.run(), () -> operation.callOnce(orchestrator, holder.as("somebody else"), "token"));
        assertThat(operation.callOnce(orchestrator, holder, "token")).isFalse();
    }

    private Claim enqueueAndClaim() {
        Run run = createRun();
        enqueue(run, "a");
        return claim();
    }

    private OrchestratorException assertRefused(HolderOperation operation, Claim claim, Caller caller, ErrorCode code) {
        OrchestratorException refusal = refused(claim.run(), () -> operation.call(orchestrator, caller));
        assertThat(refusal.code()).as("%s: %s", operation, refusal.message()).isEqualTo(code);
        assertThat(refusal.ids()).containsExactly(entry("taskId", caller.taskId()), entry("leaseId", caller.leaseId()));
        assertThat(refusal.nextTool()).contains("claim_next_task");
        assertThat(refusal.retryable()).isFalse();
        return refusal;
    }
}
