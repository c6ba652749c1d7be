package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.EventFields.taskFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Backoff;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failing, retrying and running out of attempts. */
public abstract class RetryContract extends NamedTaskContract {

    @Test
    void retryIsAtOnceUpToTwentyTimesUnlessSaidOtherwise() {
        Task task = add(createRun(), "a");

        assertThat(task.maxAttempts()).isEqualTo(20);
        assertThat(task.retryDelayMs()).isZero();
        assertThat(task.retryBackoff()).isEqualTo(Backoff.FIXED);
        assertThat(task.retryMaxDelayMs()).isEqualTo(86_400_000);
        assertThat(task.retryJitter()).isZero();
    }

    @Test
    void failureIsFinalUnlessItIsCalledRetryable() {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        long mark = mark();

        Task failed = fail(claim, "broken");

        assertThat(failed.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(failed.dead()).isFalse();
        assertThat(failed.error()).contains("broken");
        assertThat(failed.attemptCount()).isEqualTo(1);
        assertThat(failed.leaseId()).isEmpty();
        assertThat(failed.leasedBy()).isEmpty();
        assertThat(failed.leaseExpiresAt()).isEmpty();
        assertThat(failed.completedAt()).contains(clock.instant());
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
        assertThat(told(mark)).containsExactly("task.failed a", "run.status.changed failed");
        Event event = only(EventType.TASK_FAILED, mark);
        assertThat(event.attemptId()).contains(claim.attempt().id());
        assertThat(Payloads.of(event)).isEqualTo(taskFields("failed", 1, null, null, null, "error", "broken"));
    }

    @Test
    void finalFailureIsNotDeadEvenOnTheLastAttempt() {
        enqueue(spec(createRun(), "a").maxAttempts(1));
        long mark = mark();

        Task failed = fail(take("a"), "broken");

        assertThat(failed.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(failed.dead()).isFalse();
        assertThat(told(mark)).doesNotContain("task.dead_lettered a");
    }

    @Test
    void retryableFailureQueuesTheTaskAgain() {
        Run run = createRun();
        enqueue(spec(run, "a").retry(RetryPolicy.fixed(500)));
        Claim claim = take("a");
        long mark = mark();

        Task queued = failRetryably(claim, "try again");

        assertThat(queued.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(queued.statusReason()).contains("retry_scheduled");
        assertThat(queued.error()).contains("try again");
        assertThat(queued.attemptCount()).isEqualTo(1);
        assertThat(queued.notBefore()).contains(clock.instant().plusMillis(500));
        assertThat(queued.leaseId()).isEmpty();
        assertThat(queued.leasedBy()).isEmpty();
        assertThat(queued.leaseExpiresAt()).isEmpty();
        assertThat(queued.completedAt()).isEmpty();
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(told(mark)).containsExactly("task.retry_scheduled a");
        Event event = only(EventType.TASK_RETRY_SCHEDULED, mark);
        assertThat(event.attemptId()).contains(claim.attempt().id());
        assertThat(Payloads.of(event))
                .isEqualTo(taskFields(
                        "queued",
                        1,
                        null,
                        null,
                        "retry_scheduled",
                        "error",
                        "try again",
                        "delayMs",
                        500L,
                        "notBefore",
                        "2026-03-29T00:59:00.623Z"));
    }

    @Test
    void failedAttemptKeepsErrorAndMetadata() {
        add(createRun(), "a");
        Claim claim = take("a");

        orchestrator.failTask(FailTaskRequest.builder(claim.lease(), "odd")
                .retryable()
                .metadata(Json.of("{\"exit\":3}"))
                .build());

        assertThat(attempts("a")).singleElement().satisfies(attempt -> {
            assertThat(attempt.id()).isEqualTo(claim.attempt().id());
            assertThat(attempt.status()).isEqualTo(AttemptStatus.FAILED);
            assertThat(attempt.counted()).isTrue();
            assertThat(attempt.endedAt()).contains(clock.instant());
            assertThat(attempt.error()).contains("odd");
            assertThat(attempt.metadata()).contains(Json.of("{\"exit\":3}"));
            assertThat(attempt.output()).isEmpty();
        });
    }

    @Test
    void retriedTaskIsClaimableFromItsInstantOnAndNotEarlier() {
        enqueue(spec(createRun(), "a").retry(RetryPolicy.fixed(500)));
        failRetryably(take("a"), "again");

        clock.advanceMillis(499);
        assertThat(tryTake("a")).isEmpty();
        clock.advanceMillis(1);
        assertThat(take("a").attempt().number()).isEqualTo(2);
    }

    @Test
    void delayOfARetrySurvivesARestart() {
        enqueue(spec(createRun(), "a").retry(RetryPolicy.fixed(500)));
        failRetryably(take("a"), "again");

        restart();

        assertThat(tryTake("a")).isEmpty();
        clock.advanceMillis(500);
        assertThat(tryTake("a")).isPresent();
    }

    @Test
    void retryWithoutDelayIsClaimableAtOnceAndKeepsItsPlaceInLine() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");

        assertThat(failRetryably(take("a"), "again").notBefore()).isEmpty();

        assertThat(claim().task().id()).isEqualTo("a");
    }

    @Test
    void fixedDelayStaysTheSame() {
        assertThat(delays(RetryPolicy.fixed(250), 4)).containsExactly(250L, 250L, 250L, 250L);
    }

    @Test
    void fixedDelayIsCutAtMaxDelayMs() {
        assertThat(delays(new RetryPolicy(250, Backoff.FIXED, 200, 0), 2)).containsExactly(200L, 200L);
    }

    @Test
    void exponentialDelayDoublesUpToMaxDelayMs() {
        assertThat(delays(RetryPolicy.exponential(100, 1_000), 6))
                .containsExactly(100L, 200L, 400L, 800L, 1_000L, 1_000L);
    }

    @Test
    void exponentialDelaySaturatesInsteadOfOverflowing() {
        List<Long> delays = delays(RetryPolicy.exponential(1, Limits.MAX_DELAY_MILLIS), 70);

        assertThat(delays.subList(37, 40)).containsExactly(1L << 37, 1L << 38, Limits.MAX_DELAY_MILLIS);
        assertThat(delays.subList(39, 70)).containsOnly(Limits.MAX_DELAY_MILLIS);
    }

    @Test
    void jitterTakesItsShareOffTheDelay() {
        // The contract's chance is always one half.
        assertThat(delays(new RetryPolicy(1_000, Backoff.EXPONENTIAL, 3_000, 0.4), 3))
                .containsExactly(800L, 1_600L, 2_400L);
    }

    @Test
    void attemptGivenBackDoesNotLengthenTheDelay() {
        enqueue(spec(createRun(), "a").retry(RetryPolicy.exponential(100, 10_000)));
        for (int i = 0; i < 3; i++) {
            orchestrator.releaseTask(
                    ReleaseTaskRequest.builder(take("a").lease()).build());
        }

        assertThat(failRetryably(take("a"), "again").notBefore())
                .contains(clock.instant().plusMillis(100));
    }

    @Test
    void expiryCountsItsAttemptAndFollowsThePolicy() {
        Run run = createRun();
        enqueue(spec(run, "a").retry(RetryPolicy.exponential(100, 10_000)));
        Claim claim = take("a");
        long mark = mark();
        clock.advanceMillis(Limits.DEFAULT_LEASE_MILLIS);

        assertThat(sweep()).containsExactly("a");

        Task queued = task("a");
        assertThat(queued.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(queued.statusReason()).contains("lease_expired");
        assertThat(queued.attemptCount()).isEqualTo(1);
        assertThat(queued.notBefore()).contains(clock.instant().plusMillis(100));
        assertThat(queued.leaseId()).isEmpty();
        assertThat(attempts("a")).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(AttemptStatus.EXPIRED);
            assertThat(attempt.counted()).isTrue();
        });
        assertThat(told(mark)).containsExactly("task.lease_expired a", "task.retry_scheduled a");
        assertThat(Payloads.of(only(EventType.TASK_LEASE_EXPIRED, mark)))
                .isEqualTo(taskFields(
                        "queued",
                        1,
                        null,
                        null,
                        "lease_expired",
                        "lostLeaseId",
                        claim.lease().id(),
                        "workerId",
                        "worker"));
    }

    @Test
    void lastRetryableFailureBuriesTheTaskWithTheWorkersError() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(2));
        failRetryably(take("a"), "first");
        Claim last = take("a");
        long mark = mark();

        Task dead = failRetryably(last, "second");

        assertThat(dead.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(dead.dead()).isTrue();
        assertThat(dead.error()).contains("second");
        assertThat(dead.statusReason()).isEmpty();
        assertThat(dead.attemptCount()).isEqualTo(2);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
        assertThat(told(mark)).containsExactly("task.failed a", "task.dead_lettered a", "run.status.changed failed");
        assertThat(Payloads.of(only(EventType.TASK_DEAD_LETTERED, mark)))
                .isEqualTo(taskFields("failed", 2, null, null, null, "error", "second"));
    }

    @Test
    void lastExpiryBuriesTheTaskAsMaxAttemptsExceeded() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        take("a");
        long mark = mark();
        clock.advanceMillis(Limits.DEFAULT_LEASE_MILLIS);

        assertThat(sweep()).containsExactly("a");

        Task dead = task("a");
        assertThat(dead.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(dead.dead()).isTrue();
        assertThat(dead.error()).contains("max_attempts_exceeded");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
        assertThat(told(mark))
                .containsExactly(
                        "task.lease_expired a", "task.failed a", "task.dead_lettered a", "run.status.changed failed");
        assertThat(attempts("a")).singleElement().extracting(Attempt::status).isEqualTo(AttemptStatus.EXPIRED);
    }

    @Test
    void attemptNumbersAreNeverReusedAndGivenBackOnesDoNotCount() {
        enqueue(spec(createRun(), "a").maxAttempts(3));
        orchestrator.releaseTask(ReleaseTaskRequest.builder(take("a").lease()).build());
        failRetryably(take("a"), "again");
        take("a");
        clock.advanceMillis(Limits.DEFAULT_LEASE_MILLIS);
        sweep();
        Claim fourth = take("a");

        assertThat(fourth.attempt().number()).isEqualTo(4);
        assertThat(fourth.task().attemptCount()).isEqualTo(3);
        assertThat(attempts("a")).extracting(Attempt::number).containsExactly(1, 2, 3, 4);
        assertThat(attempts("a")).extracting(Attempt::counted).containsExactly(false, true, true, true);
        assertThat(attempts("a"))
                .extracting(Attempt::status)
                .containsExactly(
                        AttemptStatus.RELEASED, AttemptStatus.FAILED, AttemptStatus.EXPIRED, AttemptStatus.LEASED);
        assertThat(failRetryably(fourth, "out of luck").dead()).isTrue();
    }

    @Test
    void deploymentSetsTheAttemptsOfTasksThatNameNone() {
        restart(OrchestratorOptions.DEFAULT.withMaxAttempts(2));
        Run run = createRun();

        assertThat(add(run, "a").maxAttempts()).isEqualTo(2);
        assertThat(enqueue(spec(run, "b").maxAttempts(5)).maxAttempts()).isEqualTo(5);
    }

    @Test
    void completionAfterRetriesClearsTheError() {
        add(createRun(), "a");
        failRetryably(take("a"), "again");

        Task done = finish("a");

        assertThat(done.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(done.error()).isEmpty();
        assertThat(done.attemptCount()).isEqualTo(2);
    }

    /** The delays after each of so many retryable failures, read from the tasks and from the log. */
    private List<Long> delays(RetryPolicy policy, int failures) {
        enqueue(spec(createRun(), "a").retry(policy).maxAttempts(failures + 1));
        List<Long> shown = new ArrayList<>();
        long mark = mark();
        for (int i = 0; i < failures; i++) {
            Task queued = failRetryably(take("a"), "again");
            long delay = queued.notBefore().orElseThrow().toEpochMilli()
                    - clock.instant().toEpochMilli();
            shown.add(delay);
            clock.advanceMillis(delay);
        }
        List<Object> told = new ArrayList<>();
        log(mark).stream()
                .filter(event -> event.eventType() == EventType.TASK_RETRY_SCHEDULED)
                .forEach(event -> told.add(Payloads.of(event).get("delayMs")));
        assertThat(told).isEqualTo(shown);
        return shown;
    }
}
