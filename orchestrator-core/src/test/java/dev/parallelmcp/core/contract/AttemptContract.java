package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How an attempt and its lease begin, and how they end in every way there is. */
public abstract class AttemptContract extends ObservingContract {

    @Test
    void markedTaskIsRunningUnderTheSameLease() {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(claim.run(), () -> {
            Task running = markRunning(claim);
            assertThat(running.status()).isEqualTo(TaskStatus.RUNNING);
            assertThat(running.leaseId()).contains(claim.lease().id());
            assertThat(running.leasedBy()).contains("worker");
            assertThat(running.leaseExpiresAt()).contains(claim.lease().expiresAt());
            assertThat(running.updatedAt()).isEqualTo(clock.instant());
            assertThat(running.startedAt()).isEqualTo(claim.task().startedAt());
            assertThat(running).isEqualTo(task(running.id()));
        });
        assertThat(types(events)).containsExactly(EventType.TASK_RUNNING);
        assertThat(events.get(0).attemptId()).contains(claim.attempt().id());
        assertThat(Payloads.of(events.get(0)))
                .containsEntry("status", "running")
                .containsEntry("attemptCount", 1L)
                .containsEntry("leaseId", claim.lease().id())
                .containsEntry("leasedBy", "worker")
                .containsEntry("reason", null);
        Attempt attempt = lastAttempt(claim.task());
        assertThat(attempt.status()).isEqualTo(AttemptStatus.RUNNING);
        assertThat(attempt.startedAt()).contains(clock.instant());
        assertThat(attempt.leasedAt()).isEqualTo(claim.attempt().leasedAt());
        assertThat(attempt.endedAt()).isEmpty();
        assertThat(leaseRecord(claim.lease())).isEqualTo(claim.lease());
    }

    @Test
    void markingAgainAnswersTheTaskUnchanged() {
        Claim claim = enqueueAndClaim();
        Task running = markRunning(claim);
        Sight before = look(claim.run());
        clock.advanceMillis(1_000);
        assertThat(markRunning(claim)).isEqualTo(running);
        assertThat(look(claim.run())).isEqualTo(before);
    }

    @Test
    void runningTaskCanEndInEveryWay() {
        for (HolderOperation end : HolderOperation.values()) {
            if (end.endsAttempt()) {
                Claim claim = enqueueAndClaim();
                markRunning(claim);
                end.call(orchestrator, claim.lease());
                assertThat(lastAttempt(claim.task()).startedAt()).contains(clock.instant());
                assertThat(task(claim.task().id()).leaseId()).isEmpty();
                cancel(claim.run());
            }
        }
    }

    @Test
    void completionKeepsOutputWithTaskAndAttempt() {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(1_000);
        Json output = Json.of("{\"n\": 1e400}");
        List<Event> events = eventsOf(claim.run(), () -> {
            Task completed = orchestrator
                    .completeTask(CompleteTaskRequest.builder(claim.lease())
                            .output(output)
                            .metadata(Json.of("{\"host\":1}"))
                            .build())
                    .task();
            assertThat(completed.status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(completed.output()).contains(output);
            assertThat(completed.completedAt()).contains(clock.instant());
            assertThat(completed.metadata()).isEmpty();
        });
        assertThat(types(events)).containsExactly(EventType.TASK_COMPLETED, EventType.RUN_STATUS_CHANGED);
        assertEnd(events.get(0), claim, "completed", 1);
        Attempt attempt = assertEnded(claim, AttemptStatus.COMPLETED, LeaseStatus.RELEASED, true);
        assertThat(attempt.output()).contains(output);
        assertThat(attempt.metadata()).contains(Json.of("{\"host\":1}"));
        assertThat(attempt.error()).isEmpty();
    }

    @Test
    void failureKeepsErrorWithTaskAndAttempt() {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(claim.run(), () -> {
            Task failed = orchestrator
                    .failTask(FailTaskRequest.builder(claim.lease(), "disk full")
                            .metadata(Json.of("{\"host\":1}"))
                            .build())
                    .task();
            assertThat(failed.status()).isEqualTo(TaskStatus.FAILED);
            assertThat(failed.error()).contains("disk full");
            assertThat(failed.dead()).isFalse();
            assertThat(failed.completedAt()).contains(clock.instant());
        });
        assertThat(types(events)).containsExactly(EventType.TASK_FAILED, EventType.RUN_STATUS_CHANGED);
        assertEnd(events.get(0), claim, "failed", 1);
        assertThat(Payloads.of(events.get(0))).containsEntry("error", "disk full");
        Attempt attempt = assertEnded(claim, AttemptStatus.FAILED, LeaseStatus.RELEASED, true);
        assertThat(attempt.error()).contains("disk full");
        assertThat(attempt.metadata()).contains(Json.of("{\"host\":1}"));
        assertThat(attempt.output()).isEmpty();
    }

    @Test
    void retryableFailureEndsItsAttemptButNotItsTask() {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(claim.run(), () -> {
            Task queued = failRetryably(claim);
            assertThat(queued.status()).isEqualTo(TaskStatus.QUEUED);
            assertThat(queued.attemptCount()).isEqualTo(1);
            assertThat(queued.completedAt()).isEmpty();
        });
        assertThat(types(events)).containsExactly(EventType.TASK_RETRY_SCHEDULED);
        assertEnd(events.get(0), claim, "queued", 1);
        assertThat(assertEnded(claim, AttemptStatus.FAILED, LeaseStatus.RELEASED, true)
                        .error())
                .contains("broken");
    }

    @Test
    void pauseGivesTheAttemptBack() {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(claim.run(), () -> pause(claim, PauseStatus.BLOCKED));
        assertThat(types(events)).containsExactly(EventType.TASK_BLOCKED, EventType.RUN_STATUS_CHANGED);
        assertEnd(events.get(0), claim, "blocked", 0);
        assertThat(assertEnded(claim, AttemptStatus.RELEASED, LeaseStatus.RELEASED, false)
                        .error())
                .isEmpty();
    }

    @Test
    void releaseGivesTheAttemptBack() {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(claim.run(), () -> release(claim));
        assertThat(types(events)).containsExactly(EventType.TASK_RELEASED);
        assertEnd(events.get(0), claim, "queued", 0);
        assertThat(assertEnded(claim, AttemptStatus.RELEASED, LeaseStatus.RELEASED, false)
                        .error())
                .isEmpty();
    }

    @Test
    void expiryCountsItsAttempt() {
        Claim claim = enqueueAndClaim();
        clock.advanceMillis(60_000);
        applyDue();
        assertThat(assertEnded(claim, AttemptStatus.EXPIRED, LeaseStatus.EXPIRED, true)
                        .error())
                .contains("lease_expired");
        assertThat(task(claim.task().id()).attemptCount()).isEqualTo(1);
    }

    @Test
    void expiryOfARunningTaskEndsItsAttemptToo() {
        Claim claim = enqueueAndClaim();
        markRunning(claim);
        clock.advanceMillis(60_000);
        applyDue();
        assertEnded(claim, AttemptStatus.EXPIRED, LeaseStatus.EXPIRED, true);
        assertThat(task(claim.task().id()).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void timeoutFailsItsAttemptAndExpiresTheLease() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").timeoutMs(1_000));
        Claim claim = claim();
        clock.advanceMillis(1_000);
        applyDue();
        assertThat(assertEnded(claim, AttemptStatus.FAILED, LeaseStatus.EXPIRED, true)
                        .error())
                .contains("task_timeout_exceeded");
    }

    @Test
    void cancellationCancelsAttemptAndLease() {
        Claim claim = enqueueAndClaim();
        markRunning(claim);
        clock.advanceMillis(1_000);
        cancel(claim.run());
        assertEnded(claim, AttemptStatus.CANCELLED, LeaseStatus.CANCELLED, true);
    }

    @Test
    void everyAttemptOfATaskIsKeptOldestFirst() {
        Claim first = enqueueAndClaim();
        release(first);
        Claim second = claim(ClaimNextTaskRequest.builder("other"));
        failRetryably(second);
        claim();
        clock.advanceMillis(60_000);
        complete(claim());
        List<Attempt> attempts = attempts(first.task());
        assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2, 3, 4);
        assertThat(attempts)
                .extracting(Attempt::status)
                .containsExactly(
                        AttemptStatus.RELEASED, AttemptStatus.FAILED, AttemptStatus.EXPIRED, AttemptStatus.COMPLETED);
        assertThat(attempts).extracting(Attempt::counted).containsExactly(false, true, true, true);
        assertThat(attempts).extracting(Attempt::workerId).containsExactly("worker", "other", "worker", "worker");
        assertThat(task(first.task().id()).attemptCount()).isEqualTo(3);
    }

    @Test
    void attemptsComeOnlyWhenAskedForAndThenTheLatest() {
        Claim first = enqueueAndClaim();
        int attempts = Limits.MAX_ATTEMPTS_SHOWN + 1;
        release(first);
        orchestrator.transaction(operations -> {
            for (int i = 1; i < attempts; i++) {
                Lease lease = operations
                        .claimNextTask(ClaimNextTaskRequest.builder("worker").build())
                        .claim()
                        .orElseThrow()
                        .lease();
                HolderOperation.RELEASE.call(operations, lease);
            }
            return operations;
        });
        assertThat(orchestrator
                        .getTask(GetTaskRequest.builder(first.task().id()).build())
                        .attempts())
                .isEmpty();
        assertThat(attempts(first.task()))
                .extracting(Attempt::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(2, attempts).boxed().toList());
    }

    private Claim enqueueAndClaim() {
        enqueue(createRun(), "a");
        return claim();
    }

    private Task markRunning(Claim claim) {
        return orchestrator
                .markTaskRunning(MarkTaskRunningRequest.builder(claim.lease()).build())
                .task();
    }

    /** The attempt ended just now, and nobody holds the task any more. */
    private Attempt assertEnded(Claim claim, AttemptStatus status, LeaseStatus leaseStatus, boolean counted) {
        Attempt attempt = lastAttempt(claim.task());
        assertThat(attempt.id()).isEqualTo(claim.attempt().id());
        assertThat(attempt.status()).isEqualTo(status);
        assertThat(attempt.counted()).isEqualTo(counted);
        assertThat(attempt.endedAt()).contains(clock.instant());
        Lease lease = leaseRecord(claim.lease());
        assertThat(lease.status()).isEqualTo(leaseStatus);
        assertThat(lease.fencingToken()).isEqualTo(claim.lease().fencingToken());
        Task task = task(claim.task().id());
        assertThat(task.leaseId()).isEmpty();
        assertThat(task.leasedBy()).isEmpty();
        assertThat(task.leaseExpiresAt()).isEmpty();
        assertThat(task.updatedAt()).isEqualTo(clock.instant());
        return attempt;
    }

    private static void assertEnd(Event event, Claim claim, String status, long attemptCount) {
        assertThat(event.taskId()).contains(claim.task().id());
        assertThat(event.attemptId()).contains(claim.attempt().id());
        assertThat(Payloads.of(event))
                .containsEntry("status", status)
                .containsEntry("attemptCount", attemptCount)
                .containsEntry("leaseId", null)
                .containsEntry("leasedBy", null);
    }
}
