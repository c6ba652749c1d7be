package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker that comes late, after its task was cancelled, requeued or reset, changes nothing by any operation. */
public abstract class LateWriteContract extends NamedTaskContract {

    @ParameterizedTest
    @EnumSource
    void afterTheTaskWasCancelledItsHolderIsToldSo(HolderOperation operation) {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        cancelTask();

        assertRefused(operation, claim, ErrorCode.TASK_CANCELLED);
    }

    @ParameterizedTest
    @EnumSource
    void whoHadGivenTheTaskBackIsToldOfItsCancellationToo(HolderOperation operation) {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        release(claim);
        cancelTask();

        assertRefused(operation, claim, ErrorCode.TASK_CANCELLED);
    }

    @ParameterizedTest
    @EnumSource
    void cancellationIsToldEvenWhenTheLeaseRanOutBefore(HolderOperation operation) {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        clock.advanceMillis(60_000);
        cancelTask();

        assertRefused(operation, claim, ErrorCode.TASK_CANCELLED);
    }

    @ParameterizedTest
    @EnumSource
    void afterADeadTaskWasRequeuedItsLastHolderIsKeptOut(HolderOperation operation) {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        Claim claim = take("a");
        clock.advanceMillis(60_000);
        sweep();
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder("a").build());

        assertRefused(operation, claim, ErrorCode.LEASE_CONFLICT);
        assertKeptOutWhileAnotherWorks(operation, claim);
    }

    @ParameterizedTest
    @EnumSource
    void afterTheTaskWasRerunItsFormerHolderIsKeptOut(HolderOperation operation) {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        complete(claim);
        rerun("a");

        assertRefused(operation, claim, ErrorCode.LEASE_CONFLICT);
        assertKeptOutWhileAnotherWorks(operation, claim);
    }

    @ParameterizedTest
    @EnumSource
    void afterACancelledTaskWasRerunItsFormerHolderIsKeptOut(HolderOperation operation) {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        cancelTask();
        rerun("a");

        assertRefused(operation, claim, ErrorCode.LEASE_CONFLICT);
        assertKeptOutWhileAnotherWorks(operation, claim);
    }

    @ParameterizedTest
    @EnumSource
    void afterATaskWasResetWithTheOneThatItDependsOnItsFormerHolderIsKeptOut(HolderOperation operation) {
        Run run = createRun();
        add(run, "first");
        add(run, "a", "first");
        finish("first");
        Claim claim = take("a");
        fail(claim, "broken");
        rerun("first");
        assertThat(task("a").status()).isEqualTo(TaskStatus.QUEUED);

        assertRefused(operation, claim, ErrorCode.LEASE_CONFLICT);
        finish("first");
        assertKeptOutWhileAnotherWorks(operation, claim);
    }

    @ParameterizedTest
    @EnumSource
    void resetIsToldBeforeALaterCancellation(HolderOperation operation) {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        complete(claim);
        rerun("a");
        cancelTask();

        assertRefused(operation, claim, ErrorCode.LEASE_CONFLICT);
    }

    private void assertKeptOutWhileAnotherWorks(HolderOperation operation, Claim late) {
        Claim now = take("a");
        assertRefused(operation, late, ErrorCode.LEASE_CONFLICT);
        assertThat(complete(now).status()).isEqualTo(TaskStatus.COMPLETED);
        assertRefused(operation, late, ErrorCode.LEASE_CONFLICT);
    }

    private void assertRefused(HolderOperation operation, Claim late, ErrorCode code) {
        OrchestratorException refusal = refused(code, () -> operation.call(orchestrator, late.lease()));
        assertThat(refusal.nextTool()).contains("claim_next_task");
        assertThat(refusal.retryable()).isFalse();
    }

    private void cancelTask() {
        assertThat(orchestrator
                        .cancelTask(CancelTaskRequest.builder("a").build())
                        .task()
                        .status())
                .isEqualTo(TaskStatus.CANCELLED);
    }

    private void rerun(String id) {
        orchestrator.rerunRunFrom(RerunRunFromRequest.builder(id).build());
    }
}
