package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** The clock jumps an hour back or a day forward, with everything under way that has to do with time. */
public abstract class ClockContract extends NamedTaskContract {

    private static final Duration BACK = Duration.ofHours(-1);
    private static final Duration FORWARD = Duration.ofDays(1);

    @Test
    void everyStepIsPossibleAfterAJumpBack() {
        Run run = createRun();
        List.of("a", "b", "c", "d", "e", "f", "g")
                .forEach(id -> enqueue(spec(run, id).maxAttempts(2)));
        Claim completed = take("a");
        Claim failed = take("b");
        Claim retried = take("c");
        Claim paused = take("d");
        Claim released = take("e");

        clock.advance(BACK);

        assertThat(complete(completed).status()).isEqualTo(TaskStatus.COMPLETED);
        fail(failed, "no");
        failRetryably(retried, "again");
        pause(paused);
        orchestrator.resumeTask(ResumeTaskRequest.builder("d").build());
        orchestrator.releaseTask(
                ReleaseTaskRequest.builder(released.lease()).delayMs(1_000).build());
        orchestrator.cancelTask(CancelTaskRequest.builder("f").build());
        finish("c");
        finish("d");
        clock.advanceMillis(1_000);
        finish("e");
        bury("g");
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder("g").build());
        orchestrator.rerunRunFrom(RerunRunFromRequest.builder("a").build());
        finish("a");
        finish("g");
        assertLogInOrder();
    }

    private void pause(Claim claim) {
        orchestrator.pauseTask(PauseTaskRequest.builder(claim.lease(), PauseStatus.WAITING_INPUT)
                .build());
    }

    @Test
    void aLeaseIsNeitherLostNorLengthenedByAJumpBackButForTheTimeJumped() {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        Instant expiry = claim.lease().expiresAt();

        clock.advance(BACK);
        assertThat(tryTake("a")).isEmpty();
        assertThat(task("a").leaseExpiresAt()).contains(expiry);
        clock.set(expiry.minusMillis(1));
        assertThat(sweep()).isEmpty();
        clock.set(expiry);
        assertThat(sweep()).containsExactly("a");
    }

    @Test
    void aHeartbeatAfterAJumpBackCountsFromTheClockAsItIsNow() {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        clock.advance(BACK);
        assertThat(orchestrator
                        .heartbeatLease(HeartbeatLeaseRequest.builder(claim.lease())
                                .leaseMs(5_000L)
                                .build())
                        .lease()
                        .expiresAt())
                .isEqualTo(clock.instant().plusMillis(5_000));
        complete(claim);
    }

    @Test
    void aJumpForwardMakesEverythingDueAtOnceAndTheFenceRefusesWhoWasCutOff() {
        Run run = createRun();
        enqueue(spec(run, "leased").retry(RetryPolicy.fixed(0)));
        enqueue(spec(run, "delayed").delayMs(3_600_000));
        add(run, "resumed");
        add(run, "overdue");
        Claim cutOff = take("leased");
        orchestrator.pauseTask(PauseTaskRequest.builder(take("resumed").lease(), PauseStatus.BLOCKED)
                .resumeAfterMs(60_000)
                .build());
        orchestrator.pauseTask(PauseTaskRequest.builder(take("overdue").lease(), PauseStatus.BLOCKED)
                .deadlineAfterMs(60_000)
                .build());

        clock.advance(FORWARD);

        OrchestratorException refusal = refused(ErrorCode.LEASE_EXPIRED, () -> complete(cutOff));
        assertThat(refusal.retryable()).isFalse();
        finish("leased");
        finish("delayed");
        finish("resumed");
        assertThat(task("overdue").status()).isEqualTo(TaskStatus.FAILED);
        assertLogInOrder();
    }

    @Test
    void aJumpForwardThatIsTakenBackLeavesNothingStuck() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        clock.advance(FORWARD);
        Claim claim = take("a");
        clock.advance(FORWARD.negated());
        orchestrator.heartbeatLease(HeartbeatLeaseRequest.builder(claim.lease()).build());
        complete(claim);
        finish("b");
        assertThat(run(run.id()).status().terminal()).isTrue();
        assertLogInOrder();
    }

    @Test
    void waitingEndsInTimeWhereverTheClockGoes() {
        CompletionStage<ClaimResult> back = waitingClaim("none", 300);
        clock.advance(BACK);
        assertThat(Waiter.answer(back).claim()).isEmpty();

        Run run = createRun();
        enqueue(spec(run, "later").delayMs(3_600_000));
        CompletionStage<ClaimResult> forward = waitingClaim("later", 50_000);
        clock.advance(FORWARD);
        assertThat(Waiter.answer(forward).claim().orElseThrow().task().id()).isEqualTo("later");
    }

    private CompletionStage<ClaimResult> waitingClaim(String kind, long waitMs) {
        Waiter caller = new Waiter(ForkJoinPool.commonPool());
        CompletionStage<ClaimResult> claim = orchestrator
                .waiting()
                .claimNextTask(
                        ClaimNextTaskRequest.builder("w")
                                .kinds(List.of(kind))
                                .waitMs(waitMs)
                                .build(),
                        caller);
        caller.awaitWaiting();
        return claim;
    }

    /** Ids grow whatever the times say. */
    private void assertLogInOrder() {
        assertThat(log(0)).extracting(Event::id).isSorted().doesNotHaveDuplicates();
    }
}
