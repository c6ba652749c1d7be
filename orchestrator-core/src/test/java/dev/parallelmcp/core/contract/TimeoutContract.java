package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.EventFields.taskFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.model.result.LeaseResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The wall-clock budget of an attempt. */
public abstract class TimeoutContract extends NamedTaskContract {

    private static final long TIMEOUT = 10_000;

    @Test
    void leaseNeverPassesTheBudgetOfItsAttempt() {
        enqueueTimed(createRun());

        Claim claim = take("a");

        assertThat(claim.lease().expiresAt()).isEqualTo(clock.instant().plusMillis(TIMEOUT));
        assertThat(claim.attempt().leaseExpiresAt()).isEqualTo(claim.lease().expiresAt());
        assertThat(claim.task().leaseExpiresAt()).contains(claim.lease().expiresAt());
        assertThat(claim.task().timeoutMs()).contains(TIMEOUT);
    }

    @Test
    void heartbeatNeverExtendsTheLeaseBeyondTheBudget() {
        enqueueTimed(createRun());
        Instant deadline = clock.instant().plusMillis(TIMEOUT);
        Claim claim = takeFor(3_000);

        clock.advanceMillis(2_000);
        assertThat(heartbeat(claim).lease().expiresAt())
                .isEqualTo(clock.instant().plusMillis(3_000));
        clock.advanceMillis(2_000);
        LeaseResult renewed = orchestrator.heartbeatLease(
                HeartbeatLeaseRequest.builder(claim.lease()).leaseMs(60_000).build());

        assertThat(renewed.lease().expiresAt()).isEqualTo(deadline);
        assertThat(renewed.attemptDeadlineAt()).contains(deadline);
        assertThat(task("a").leaseExpiresAt()).contains(deadline);
    }

    @Test
    void attemptWithoutBudgetHasNoDeadline() {
        add(createRun(), "a");

        assertThat(heartbeat(take("a")).attemptDeadlineAt()).isEmpty();
    }

    @Test
    void budgetRunsFromTheClaimNotFromTheStartOfWork() {
        enqueueTimed(createRun());
        Claim claim = take("a");
        clock.advanceMillis(6_000);
        orchestrator.markTaskRunning(
                MarkTaskRunningRequest.builder(claim.lease()).build());

        clock.advanceMillis(3_999);
        assertThat(sweep()).isEmpty();
        clock.advanceMillis(1);
        assertThat(sweep()).containsExactly("a");
    }

    @Test
    void timedOutAttemptFailsAndFollowsThePolicy() {
        Run run = createRun();
        enqueue(spec(run, "a").timeoutMs(TIMEOUT).retry(RetryPolicy.fixed(700)));
        Claim claim = take("a");
        long mark = mark();
        clock.advanceMillis(TIMEOUT);

        assertThat(sweep()).containsExactly("a");

        Task queued = task("a");
        assertThat(queued.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(queued.statusReason()).contains("task_timeout_exceeded");
        assertThat(queued.attemptCount()).isEqualTo(1);
        assertThat(queued.notBefore()).contains(clock.instant().plusMillis(700));
        assertThat(queued.leaseId()).isEmpty();
        assertThat(attempts("a")).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(AttemptStatus.FAILED);
            assertThat(attempt.error()).contains("task_timeout_exceeded");
            assertThat(attempt.counted()).isTrue();
        });
        assertThat(told(mark)).containsExactly("task.timed_out a", "task.retry_scheduled a");
        assertThat(Payloads.of(only(EventType.TASK_TIMED_OUT, mark)))
                .isEqualTo(taskFields(
                        "queued",
                        1,
                        null,
                        null,
                        "task_timeout_exceeded",
                        "lostLeaseId",
                        claim.lease().id(),
                        "workerId",
                        "worker"));
    }

    @Test
    void timeoutOfTheLastAttemptBuriesTheTask() {
        Run run = createRun();
        enqueue(spec(run, "a").timeoutMs(TIMEOUT).maxAttempts(1));
        take("a");
        long mark = mark();
        clock.advanceMillis(TIMEOUT);
        sweep();

        Task dead = task("a");
        assertThat(dead.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(dead.dead()).isTrue();
        assertThat(dead.error()).contains("task_timeout_exceeded");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
        assertThat(told(mark))
                .containsExactly(
                        "task.timed_out a", "task.failed a", "task.dead_lettered a", "run.status.changed failed");
    }

    @Test
    void leaseThatRunsOutBeforeTheBudgetIsAnExpiry() {
        enqueueTimed(createRun());
        takeFor(3_000);
        long mark = mark();

        clock.advanceMillis(3_000);
        assertThat(sweep()).containsExactly("a");

        assertThat(told(mark)).containsExactly("task.lease_expired a", "task.retry_scheduled a");
        assertThat(attempts("a").get(0).status()).isEqualTo(AttemptStatus.EXPIRED);
    }

    @Test
    void whatCameFirstDecidesEvenWhenAppliedAfterBoth() {
        enqueueTimed(createRun());
        takeFor(3_000);
        long mark = mark();

        clock.advanceMillis(TIMEOUT * 5);
        sweep();

        assertThat(told(mark)).containsExactly("task.lease_expired a", "task.retry_scheduled a");
    }

    @Test
    void leaseThatEndsWithTheBudgetIsATimeout() {
        enqueueTimed(createRun());
        takeFor(TIMEOUT);
        long mark = mark();

        clock.advanceMillis(TIMEOUT);
        sweep();

        assertThat(told(mark)).containsExactly("task.timed_out a", "task.retry_scheduled a");
    }

    @Test
    void heartbeatsUpToTheDeadlineEndInATimeout() {
        enqueueTimed(createRun());
        Claim claim = takeFor(3_000);
        long mark = mark();
        for (int i = 0; i < 4; i++) {
            clock.advanceMillis(2_400);
            heartbeat(claim);
        }

        clock.advanceMillis(400);
        sweep();

        assertThat(told(mark)).containsExactly("task.timed_out a", "task.retry_scheduled a");
    }

    @Test
    void completionOneMillisecondBeforeTheDeadlineCounts() {
        enqueueTimed(createRun());
        Claim claim = take("a");

        clock.advanceMillis(TIMEOUT - 1);

        assertThat(complete(claim).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void writeAfterTheTimeoutIsRefusedSweptOrNot() {
        enqueueTimed(createRun());
        Claim claim = take("a");
        clock.advanceMillis(TIMEOUT);

        OrchestratorException unswept = refused(ErrorCode.LEASE_EXPIRED, () -> complete(claim));
        sweep();
        OrchestratorException swept = refused(ErrorCode.LEASE_EXPIRED, () -> heartbeat(claim));

        assertThat(unswept.ids())
                .containsEntry("taskId", "a")
                .containsEntry("leaseId", claim.lease().id());
        assertThat(unswept.nextTool()).contains("claim_next_task");
        assertThat(swept.ids()).isEqualTo(unswept.ids());
    }

    @Test
    void nextAttemptHasAFreshBudget() {
        enqueueTimed(createRun());
        take("a");
        clock.advanceMillis(TIMEOUT);

        Claim second = take("a");

        assertThat(second.attempt().number()).isEqualTo(2);
        assertThat(heartbeat(second).attemptDeadlineAt())
                .contains(clock.instant().plusMillis(TIMEOUT));
    }

    @Test
    void pauseStopsTheBudgetAndTheResumedTaskGetsAFreshOne() {
        enqueueTimed(createRun());
        Claim claim = take("a");
        clock.advanceMillis(6_000);
        orchestrator.pauseTask(
                PauseTaskRequest.builder(claim.lease(), PauseStatus.BLOCKED).build());
        clock.advanceMillis(TIMEOUT * 10);
        assertThat(sweep()).isEmpty();
        assertThat(task("a").status()).isEqualTo(TaskStatus.BLOCKED);
        orchestrator.resumeTask(ResumeTaskRequest.builder("a").build());

        Claim again = take("a");

        assertThat(again.lease().expiresAt()).isEqualTo(clock.instant().plusMillis(TIMEOUT));
        assertThat(heartbeat(again).attemptDeadlineAt())
                .contains(clock.instant().plusMillis(TIMEOUT));
    }

    @Test
    void budgetSurvivesARestart() {
        enqueueTimed(createRun());
        Claim claim = take("a");
        Instant deadline = clock.instant().plusMillis(TIMEOUT);

        restart();

        assertThat(heartbeat(claim).attemptDeadlineAt()).contains(deadline);
        clock.advanceMillis(TIMEOUT);
        assertThat(sweep()).containsExactly("a");
        assertThat(attempts("a").get(0).error()).contains("task_timeout_exceeded");
    }

    @Test
    void budgetLongerThanTheLeaseLeavesTheLeaseAlone() {
        enqueue(spec(createRun(), "a").timeoutMs(Limits.MAX_DELAY_MILLIS));

        assertThat(take("a").lease().expiresAt()).isEqualTo(clock.instant().plusMillis(Limits.DEFAULT_LEASE_MILLIS));
    }

    private void enqueueTimed(Run run) {
        enqueue(spec(run, "a").timeoutMs(TIMEOUT));
    }

    private Claim takeFor(long leaseMs) {
        return orchestrator
                .claimNextTask(
                        ClaimNextTaskRequest.builder("worker").leaseMs(leaseMs).build())
                .claim()
                .orElseThrow();
    }

    private LeaseResult heartbeat(Claim claim) {
        return orchestrator.heartbeatLease(
                HeartbeatLeaseRequest.builder(claim.lease()).build());
    }
}
