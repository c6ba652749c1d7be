package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.EventFields.fields;
import static dev.parallelmcp.core.contract.EventFields.taskFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log tells of each change; failures, expiry and cascades are told in the contracts about them. */
public abstract class EventContract extends NamedTaskContract {

    @Test
    void creationOfARun() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());

        Event event = only(EventType.RUN_CREATED, 0);
        assertThat(event.runId()).isEqualTo(run.id());
        assertThat(event.taskId()).isEmpty();
        assertThat(event.attemptId()).isEmpty();
        assertThat(event.createdAt()).isEqualTo(clock.instant());
        assertThat(Payloads.of(event)).isEqualTo(fields("status", "pending", "keepOpen", true));
    }

    @Test
    void enqueueingATask() {
        Run run = createRun();
        add(run, "a");
        long mark = mark();
        clock.advanceMillis(5);

        enqueue(EnqueueTaskRequest.builder(run.id(), "build")
                .id("b")
                .key("the key")
                .priority(-3)
                .delayMs(1_000)
                .dependsOnTaskIds(List.of("a")));

        assertThat(told(mark)).containsExactly("task.enqueued b");
        Event event = only(EventType.TASK_ENQUEUED, mark);
        assertThat(event.runId()).isEqualTo(run.id());
        assertThat(event.taskId()).contains("b");
        assertThat(event.attemptId()).isEmpty();
        assertThat(event.createdAt()).isEqualTo(clock.instant());
        assertThat(Payloads.of(event))
                .isEqualTo(taskFields(
                        "queued",
                        0,
                        null,
                        null,
                        null,
                        "kind",
                        "build",
                        "key",
                        "the key",
                        "priority",
                        -3L,
                        "unmetDependencies",
                        1L,
                        "notBefore",
                        "2026-03-29T00:59:01.128Z"));
    }

    @Test
    void firstTaskActivatesItsRun() {
        Run run = createRun();
        long mark = mark();

        add(run, "a");

        assertThat(told(mark)).containsExactly("task.enqueued a", "run.status.changed active");
        Event event = only(EventType.RUN_STATUS_CHANGED, mark);
        assertThat(event.taskId()).isEmpty();
        assertThat(Payloads.of(event)).isEqualTo(fields("status", "active", "keepOpen", false, "from", "pending"));
        assertThat(Payloads.of(only(EventType.TASK_ENQUEUED, mark)))
                .isEqualTo(taskFields(
                        "queued", 0, null, null, null, "kind", "a", "priority", 0L, "unmetDependencies", 0L));
    }

    @Test
    void claimingATask() {
        add(createRun(), "a");
        long mark = mark();

        Claim claim = take("a");

        assertThat(told(mark)).containsExactly("task.claimed a");
        Event event = only(EventType.TASK_CLAIMED, mark);
        assertThat(event.attemptId()).contains(claim.attempt().id());
        assertThat(Payloads.of(event))
                .isEqualTo(taskFields(
                        "leased",
                        1,
                        claim.lease().id(),
                        "worker",
                        null,
                        "attemptNumber",
                        1L,
                        "fencingToken",
                        claim.lease().fencingToken(),
                        "leaseExpiresAt",
                        "2026-03-29T01:00:00.123Z"));
    }

    @Test
    void claimThatFindsNothingTellsNothing() {
        add(createRun(), "a");
        take("a");
        long mark = mark();

        assertThat(tryClaim()).isEmpty();

        assertThat(told(mark)).isEmpty();
    }

    @Test
    void startOfWorkIsToldOnce() {
        add(createRun(), "a");
        Claim claim = take("a");
        long mark = mark();
        MarkTaskRunningRequest request =
                MarkTaskRunningRequest.builder(claim.lease()).build();

        orchestrator.markTaskRunning(request);
        orchestrator.markTaskRunning(request);

        Event event = only(EventType.TASK_RUNNING, mark);
        assertThat(told(mark)).containsExactly("task.running a");
        assertThat(event.attemptId()).contains(claim.attempt().id());
        assertThat(Payloads.of(event))
                .isEqualTo(taskFields("running", 1, claim.lease().id(), "worker", null));
    }

    @Test
    void heartbeatsAndTheEndOfADelayAreNotTold() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "b").delayMs(10));
        Claim claim = take("a");
        long mark = mark();

        orchestrator.heartbeatLease(HeartbeatLeaseRequest.builder(claim.lease()).build());
        clock.advanceMillis(10);
        sweep();

        assertThat(told(mark)).isEmpty();
    }

    @Test
    void completingTheLastTask() {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        long mark = mark();

        complete(claim);

        assertThat(told(mark)).containsExactly("task.completed a", "run.status.changed completed");
        Event event = only(EventType.TASK_COMPLETED, mark);
        assertThat(event.attemptId()).contains(claim.attempt().id());
        assertThat(Payloads.of(event)).isEqualTo(taskFields("completed", 1, null, null, null, "workerId", "worker"));
        assertThat(Payloads.of(only(EventType.RUN_STATUS_CHANGED, mark)))
                .isEqualTo(fields("status", "completed", "keepOpen", false, "from", "active"));
    }

    @Test
    void releasingATask() {
        add(createRun(), "a");
        Claim claim = take("a");
        long mark = mark();

        orchestrator.releaseTask(ReleaseTaskRequest.builder(claim.lease())
                .reason("shutting down")
                .delayMs(2_000)
                .build());

        assertThat(told(mark)).containsExactly("task.released a");
        Event event = only(EventType.TASK_RELEASED, mark);
        assertThat(event.attemptId()).contains(claim.attempt().id());
        assertThat(Payloads.of(event))
                .isEqualTo(
                        taskFields("queued", 0, null, null, "shutting down", "notBefore", "2026-03-29T00:59:02.123Z"));
    }

    @Test
    void pausingAndResumingByInput() {
        add(createRun(), "a");
        Claim claim = take("a");
        long mark = mark();

        pause(PauseTaskRequest.builder(claim.lease(), PauseStatus.WAITING_INPUT)
                .reason("which one?")
                .deadlineAfterMs(5_000));
        orchestrator.resumeTask(
                ResumeTaskRequest.builder("a").input(Json.of("\"that one\"")).build());

        assertThat(told(mark))
                .containsExactly(
                        "task.waiting_input a",
                        "run.status.changed waiting",
                        "task.resumed a",
                        "run.status.changed active");
        Event paused = only(EventType.TASK_WAITING_INPUT, mark);
        assertThat(paused.attemptId()).contains(claim.attempt().id());
        assertThat(Payloads.of(paused))
                .isEqualTo(taskFields(
                        "waiting_input", 0, null, null, "which one?", "deadlineAt", "2026-03-29T00:59:05.123Z"));
        Event resumed = only(EventType.TASK_RESUMED, mark);
        assertThat(resumed.attemptId()).isEmpty();
        assertThat(Payloads.of(resumed)).isEqualTo(taskFields("queued", 0, null, null, null, "resumedBy", "input"));
    }

    @Test
    void pausingAndResumingByTimer() {
        add(createRun(), "a");
        Claim claim = take("a");
        long mark = mark();

        pause(PauseTaskRequest.builder(claim.lease(), PauseStatus.BLOCKED).resumeAfterMs(1_000));
        clock.advanceMillis(1_000);
        take("a");

        assertThat(told(mark))
                .containsExactly(
                        "task.blocked a",
                        "run.status.changed waiting",
                        "task.resumed a",
                        "run.status.changed active",
                        "task.claimed a");
        assertThat(Payloads.of(only(EventType.TASK_BLOCKED, mark)))
                .isEqualTo(taskFields("blocked", 0, null, null, null, "resumeAt", "2026-03-29T00:59:01.123Z"));
        assertThat(Payloads.of(only(EventType.TASK_RESUMED, mark))).containsEntry("resumedBy", "timer");
    }

    @Test
    void missedDeadlineOfAPause() {
        add(createRun(), "a");
        pause(PauseTaskRequest.builder(take("a").lease(), PauseStatus.BLOCKED).deadlineAfterMs(1_000));
        long mark = mark();
        clock.advanceMillis(1_000);

        sweep();

        assertThat(told(mark)).containsExactly("task.failed a", "run.status.changed failed");
        assertThat(Payloads.of(only(EventType.TASK_FAILED, mark)))
                .isEqualTo(taskFields("failed", 0, null, null, null, "error", "pause_deadline_exceeded"));
    }

    @Test
    void closingARunIsToldOnce() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        add(run, "a");
        finish("a");
        long mark = mark();

        close(run);
        close(run);

        assertThat(told(mark)).containsExactly("run.closed", "run.status.changed completed");
        assertThat(Payloads.of(only(EventType.RUN_CLOSED, mark)))
                .isEqualTo(fields("status", "active", "keepOpen", false));
    }

    @Test
    void cancellingARunTellsOfItsTasksInEnqueueOrder() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        add(run, "c", "a");
        add(run, "done");
        finish("done");
        Claim held = take("b");
        long mark = mark();
        CancelRunRequest request =
                CancelRunRequest.builder(run.id()).reason("enough").build();

        orchestrator.cancelRun(request);
        orchestrator.cancelRun(request);

        assertThat(told(mark))
                .containsExactly(
                        "run.cancelled",
                        "task.cancelled a",
                        "task.cancelled b",
                        "task.cancelled c",
                        "run.status.changed cancelled");
        assertThat(Payloads.of(log(mark).get(0)))
                .isEqualTo(fields("status", "active", "keepOpen", false, "reason", "enough"));
        assertThat(Payloads.of(log(mark).get(2))).isEqualTo(taskFields("cancelled", 1, null, null, "enough"));
        assertThat(log(mark))
                .extracting(event -> event.attemptId().orElse(""))
                .containsExactly("", "", held.attempt().id(), "", "");
    }

    @Test
    void reasonOfACancelledRunIsRunCancelledUnlessGiven() {
        Run run = createRun();
        add(run, "a");
        long mark = mark();

        cancel(run);

        assertThat(log(mark).subList(0, 2))
                .extracting(event -> Payloads.of(event).get("reason"))
                .containsExactly("run_cancelled", "run_cancelled");
    }

    @Test
    void everythingDueInOneStepChangesTheRunOnce() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        enqueue(spec(run, "b").maxAttempts(1));
        add(run, "c", "b");
        take("a");
        clock.advanceMillis(1);
        take("b");
        long mark = mark();
        clock.advanceMillis(60_000);

        sweep();

        assertThat(told(mark))
                .containsExactly(
                        "task.lease_expired a",
                        "task.failed a",
                        "task.dead_lettered a",
                        "task.lease_expired b",
                        "task.failed b",
                        "task.dead_lettered b",
                        "task.cancelled c",
                        "run.status.changed failed");
    }

    @Test
    void statusThatARunOnlyPassesThroughInOneStepIsNotTold() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "b").maxAttempts(1));
        pause(PauseTaskRequest.builder(take("a").lease(), PauseStatus.BLOCKED).resumeAfterMs(60_001));
        take("b");
        long mark = mark();
        clock.advanceMillis(60_001);

        sweep();

        assertThat(told(mark))
                .containsExactly("task.lease_expired b", "task.failed b", "task.dead_lettered b", "task.resumed a");
    }

    @Test
    void idsAscendAndInstantsAreThoseOfTheChange() {
        Run run = createRun();
        clock.advanceMillis(1);
        add(run, "a");
        clock.advanceMillis(1);
        finish("a");

        List<Event> log = log(0);

        assertThat(log).extracting(Event::id).isSorted().doesNotHaveDuplicates();
        assertThat(log)
                .extracting(event ->
                        event.createdAt().toEpochMilli() - run.createdAt().toEpochMilli())
                .containsExactly(0L, 1L, 1L, 2L, 2L, 2L);
    }

    @Test
    void refusedCallTellsNothing() {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        complete(claim);

        refused(ErrorCode.INVALID_TRANSITION, () -> complete(claim));
        refused(ErrorCode.RUN_TERMINAL, () -> add(run, "b"));
    }
}
