package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.result.ExpireResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first step of a claim applies what is due, in batches; an empty claim says when to come again. */
public abstract class ClaimDueContract extends ObservingContract {

    private static final int MORE_THAN_TWO_BATCHES = 2 * Limits.DUE_BATCH_ITEMS + 50;

    @Test
    void claimTakesATaskWhoseLeaseHasRunOut() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        Claim lost = claimFor(1_000);
        clock.advanceMillis(999);
        assertThat(tryClaim()).isEmpty();
        clock.advanceMillis(1);
        Claim claim = claim();
        assertThat(claim.task().id()).isEqualTo(task.id());
        assertThat(claim.task().attemptCount()).isEqualTo(2);
        assertThat(claim.lease().fencingToken()).isGreaterThan(lost.lease().fencingToken());
        assertThat(attempts(task).get(0).status()).isEqualTo(AttemptStatus.EXPIRED);
    }

    @Test
    void claimTellsOfTheExpiryBeforeItTellsOfItself() {
        Run run = createRun();
        enqueue(run, "a");
        Claim lost = claimFor(1_000);
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(run, this::claim);
        assertThat(types(events))
                .containsExactly(EventType.TASK_LEASE_EXPIRED, EventType.TASK_RETRY_SCHEDULED, EventType.TASK_CLAIMED);
        assertThat(events.get(0).attemptId()).contains(lost.attempt().id());
        assertThat(Payloads.of(events.get(0)))
                .containsEntry("status", "queued")
                .containsEntry("attemptCount", 1L)
                .containsEntry("leaseId", null)
                .containsEntry("leasedBy", null)
                .containsEntry("reason", "lease_expired");
    }

    @Test
    void claimTakesATaskWhoseAttemptHasTimedOut() {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").timeoutMs(1_000));
        claimFor(60_000);
        clock.advanceMillis(1_000);
        List<EventType> types = eventTypesOf(run, this::claim);
        assertThat(types)
                .containsExactly(EventType.TASK_TIMED_OUT, EventType.TASK_RETRY_SCHEDULED, EventType.TASK_CLAIMED);
        assertThat(task(task.id()).attemptCount()).isEqualTo(2);
    }

    @Test
    void claimTakesATaskWhosePauseIsOver() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED).resumeAfterMs(1_000));
        clock.advanceMillis(999);
        assertThat(tryClaim()).isEmpty();
        clock.advanceMillis(1);
        List<EventType> types =
                eventTypesOf(run, () -> assertThat(claim().task().id()).isEqualTo(task.id()));
        assertThat(types).containsExactly(EventType.TASK_RESUMED, EventType.RUN_STATUS_CHANGED, EventType.TASK_CLAIMED);
    }

    @Test
    void claimFailsATaskWhosePauseDeadlineHasPassedAndTakesAnother() {
        Run run = createRun();
        Task paused = enqueue(run, "a");
        Task ready = enqueue(run, "b");
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED).deadlineAfterMs(1_000));
        clock.advanceMillis(1_000);
        assertThat(claim().task().id()).isEqualTo(ready.id());
        assertThat(task(paused.id()).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(task(paused.id()).error()).contains("pause_deadline_exceeded");
    }

    @Test
    void endOfADelayIsNoEventAndNoChangeOfTheTask() {
        Run run = createRun();
        Task task = enqueue(EnqueueTaskRequest.builder(run.id(), "a").delayMs(1_000));
        Sight before = look(run);
        clock.advanceMillis(1_000);
        applyDue();
        assertThat(look(run)).isEqualTo(before);
        assertThat(eventTypesOf(run, this::claim)).containsExactly(EventType.TASK_CLAIMED);
        assertThat(lastAttempt(task).number()).isEqualTo(1);
    }

    @Test
    void dueWorkIsAppliedWhateverTheClaimAsksFor() {
        Run run = createRun();
        Run asked = createRun(CreateRunRequest.builder().namespace("team"));
        Task expired = enqueue(run, "a");
        claimFor(1_000);
        clock.advanceMillis(1_000);
        assertThat(tryClaim(ClaimNextTaskRequest.builder("worker")
                        .namespace("team")
                        .runId(asked.id())
                        .kinds(List.of("b"))))
                .isEmpty();
        assertThat(task(expired.id()).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void whatIsDueEarlierIsAppliedEarlier() {
        Run run = createRun();
        List<Task> tasks = List.of(enqueue(run, "a"), enqueue(run, "b"), enqueue(run, "c"));
        claimFor(3_000);
        claimFor(1_000);
        claimFor(2_000);
        clock.advanceMillis(3_000);
        List<Event> events = eventsOf(run, this::applyDue);
        assertThat(events.stream()
                        .filter(event -> event.eventType() == EventType.TASK_LEASE_EXPIRED)
                        .map(event -> event.taskId().orElseThrow()))
                .containsExactly(
                        tasks.get(1).id(), tasks.get(2).id(), tasks.get(0).id());
    }

    @Test
    void claimAppliesOneBatchWhenThatMakesATaskClaimable() {
        Run run = createRun();
        leaseMany(run, RetryPolicy.DEFAULT);
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(run, this::claim);
        assertThat(types(events).stream().filter(EventType.TASK_LEASE_EXPIRED::equals))
                .hasSize(Limits.DUE_BATCH_ITEMS);
        assertThat(types(events)).endsWith(EventType.TASK_CLAIMED);
    }

    @Test
    void claimAppliesBatchAfterBatchUntilATaskIsClaimable() {
        Run run = createRun();
        leaseMany(run, RetryPolicy.fixed(3_600_000));
        Task last = enqueue(EnqueueTaskRequest.builder(run.id(), "last").delayMs(2_000));
        clock.advanceMillis(2_000);
        List<Claim> claims = new ArrayList<>();
        List<Event> events = eventsOf(run, () -> claims.add(claim()));
        assertThat(claims.get(0).task().id()).isEqualTo(last.id());
        assertThat(types(events).stream().filter(EventType.TASK_LEASE_EXPIRED::equals))
                .hasSize(MORE_THAN_TWO_BATCHES);
        assertThat(tryClaim()).isEmpty();
    }

    @Test
    void emptyClaimHasAppliedEverythingThatIsDue() {
        Run run = createRun();
        leaseMany(run, RetryPolicy.fixed(3_600_000));
        clock.advanceMillis(1_000);
        assertThat(tryClaim()).isEmpty();
        assertThat(tasksOf(run)).extracting(Task::status).containsOnly(TaskStatus.QUEUED);
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void exactlyOneFullBatchIsAppliedToTheEnd() {
        Run run = createRun();
        lease(run, RetryPolicy.fixed(3_600_000), Limits.DUE_BATCH_ITEMS);
        clock.advanceMillis(1_000);
        assertThat(tryClaim()).isEmpty();
        assertThat(tasksOf(run)).extracting(Task::status).containsOnly(TaskStatus.QUEUED);
    }

    @Test
    void expireLeasesNamesEveryTaskWhoseAttemptEndedAndNoOther() {
        Run run = createRun();
        Task expired = enqueue(run, "a");
        Task timedOut = enqueue(EnqueueTaskRequest.builder(run.id(), "b").timeoutMs(2_000));
        enqueue(run, "c");
        enqueue(run, "d");
        enqueue(EnqueueTaskRequest.builder(run.id(), "delayed").delayMs(1_000));
        claimFor(1_000);
        claimFor(60_000);
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED).resumeAfterMs(1_000));
        claimFor(60_000);
        clock.advanceMillis(2_000);
        ExpireResult result = orchestrator.expireLeases(new ExpireLeasesRequest());
        assertThat(result.expiredTaskIds()).containsExactly(expired.id(), timedOut.id());
        assertThat(result.count()).isEqualTo(2);
        Sight before = look(run);
        assertThat(orchestrator.expireLeases(new ExpireLeasesRequest()).count()).isZero();
        assertThat(look(run)).isEqualTo(before);
    }

    @Test
    void expireLeasesGoesThroughAllBatches() {
        Run run = createRun();
        leaseMany(run, RetryPolicy.DEFAULT);
        clock.advanceMillis(1_000);
        assertThat(orchestrator.expireLeases(new ExpireLeasesRequest()).expiredTaskIds())
                .containsExactlyInAnyOrderElementsOf(ids(tasksOf(run)));
    }

    @Test
    void everythingDueIsAppliedAfterARestart() {
        Run run = createRun();
        Task expired = enqueue(run, "a");
        Task delayed = enqueue(EnqueueTaskRequest.builder(run.id(), "b").delayMs(1_000));
        claimFor(1_000);
        restart();
        clock.advanceMillis(1_000);
        assertThat(claim().task().id()).isEqualTo(expired.id());
        assertThat(claim().task().id()).isEqualTo(delayed.id());
    }

    @Test
    void emptyClaimSaysNothingWhereNothingComesDue() {
        assertThat(retryAfterMs()).isEmpty();
        Run run = createRun();
        enqueue(run, "a");
        pause(claim(), PauseStatus.WAITING_INPUT);
        assertThat(retryAfterMs()).isEmpty();
    }

    @Test
    void emptyClaimSaysHowLongUntilTheNextDelayLeaseTimeoutOrTimerEnds() {
        Run run = createRun();
        for (int i = 0; i < 4; i++) {
            enqueue(EnqueueTaskRequest.builder(run.id(), "a").maxAttempts(1));
        }
        enqueue(EnqueueTaskRequest.builder(run.id(), "timeout").priority(-1).timeoutMs(5_000));
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED).deadlineAfterMs(1_000));
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED)
                .resumeAt(clock.instant().plusMillis(4_000))
                .deadlineAfterMs(90_000));
        claimFor(2_000);
        claimFor(7_000);
        claimFor(60_000);
        enqueue(EnqueueTaskRequest.builder(run.id(), "delayed").delayMs(3_000));
        assertThat(retryAfterMs()).contains(1_000L);
        clock.advanceMillis(999);
        assertThat(retryAfterMs()).contains(1L);
        clock.advanceMillis(1);
        assertThat(retryAfterMs()).contains(1_000L);
        clock.advanceMillis(1_000);
        assertThat(retryAfterMs()).contains(1_000L);
        clock.advanceMillis(1_000);
        claimFor(60_000);
        assertThat(retryAfterMs()).contains(1_000L);
        clock.advanceMillis(1_000);
        claimFor(60_000);
        assertThat(retryAfterMs()).contains(1_000L);
        clock.advanceMillis(1_000);
        claimFor(500);
        assertThat(retryAfterMs()).contains(500L);
    }

    private Optional<Long> retryAfterMs() {
        var result = orchestrator.claimNextTask(
                ClaimNextTaskRequest.builder("worker").build());
        assertThat(result.claim()).isEmpty();
        return result.retryAfterMs();
    }

    private void leaseMany(Run run, RetryPolicy retry) {
        lease(run, retry, MORE_THAN_TWO_BATCHES);
    }

    /** Enqueues and claims as many tasks, for a second. */
    private void lease(Run run, RetryPolicy retry, int count) {
        orchestrator.transaction(operations -> {
            for (int i = 0; i < count; i++) {
                operations.enqueueTask(
                        EnqueueTaskRequest.builder(run.id(), "a").retry(retry).build());
                operations.claimNextTask(
                        ClaimNextTaskRequest.builder("worker").leaseMs(1_000).build());
            }
            return operations;
        });
    }
}
