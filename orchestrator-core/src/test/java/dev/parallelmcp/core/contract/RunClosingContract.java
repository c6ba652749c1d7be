package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** keepOpen, close_run, and what an ended or closed run refuses. */
public abstract class RunClosingContract extends ObservingContract {

    @Test
    void runKeptOpenStaysActiveWhenItsTasksHaveEnded() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        assertThat(run.status()).isEqualTo(RunStatus.PENDING);
        enqueue(run, "a");
        Claim claim = claim();
        assertThat(eventTypesOf(run, () -> complete(claim))).containsExactly(EventType.TASK_COMPLETED);
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        enqueue(run, "b");
        fail(claim());
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void runKeptOpenStillWaits() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        enqueue(run, "a");
        pause(claim(), PauseStatus.BLOCKED);
        assertThat(status(run)).isEqualTo(RunStatus.WAITING);
    }

    @Test
    void runKeptOpenIsStillOpenAfterARestart() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        enqueue(run, "a");
        complete(claim());
        restart();
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        enqueue(run, "b");
        complete(claim());
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        assertThat(close(run).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void closingARunKeptOpenEndsItWhenItsTasksHaveEnded() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        enqueue(run, "a");
        enqueue(run, "b");
        complete(claim());
        fail(claim());
        clock.advanceMillis(1_000);
        List<Event> events = eventsOf(run, () -> {
            Run closed = close(run);
            assertThat(closed.status()).isEqualTo(RunStatus.FAILED);
            assertThat(closed.keepOpen()).isFalse();
            assertThat(closed.updatedAt()).isEqualTo(clock.instant());
        });
        assertThat(types(events)).containsExactly(EventType.RUN_CLOSED, EventType.RUN_STATUS_CHANGED);
        assertThat(Payloads.of(events.get(0))).containsEntry("keepOpen", false);
        assertThat(Payloads.of(events.get(1)))
                .containsEntry("status", "failed")
                .containsEntry("from", "active")
                .containsEntry("keepOpen", false);
    }

    @Test
    void closedRunEndsWhenItsTasksDo() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        enqueue(run, "a");
        enqueue(run, "b");
        Claim held = claim();
        assertThat(eventTypesOf(run, () -> close(run))).containsExactly(EventType.RUN_CLOSED);
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        complete(held);
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        complete(claim());
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void closedRunStillWaitsForItsPausedTask() {
        Run run = createRun();
        enqueue(run, "a");
        Task paused = pause(claim(), PauseStatus.WAITING_INPUT);
        assertThat(close(run).status()).isEqualTo(RunStatus.WAITING);
        resume(paused);
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        complete(claim());
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void closedRunStillRetries() {
        Run run = createRun();
        enqueue(run, "a");
        close(run);
        failRetryably(claim());
        assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        complete(claim());
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void emptyRunIsClosedAsCompleted() {
        for (CreateRunRequest.Builder request :
                List.of(CreateRunRequest.builder(), CreateRunRequest.builder().keepOpen())) {
            Run run = createRun(request);
            List<Event> events = eventsOf(run, () -> close(run));
            assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
            assertThat(types(events)).containsExactly(EventType.RUN_CLOSED, EventType.RUN_STATUS_CHANGED);
            assertThat(Payloads.of(events.get(1)))
                    .containsEntry("from", "pending")
                    .containsEntry("status", "completed");
        }
    }

    @Test
    void closingAgainChangesNothing() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        enqueue(run, "a");
        Run closed = close(run);
        Sight before = look(run);
        clock.advanceMillis(1_000);
        assertThat(close(run)).isEqualTo(closed);
        assertThat(look(run)).isEqualTo(before);
        complete(claim());
        Sight ended = look(run);
        clock.advanceMillis(1_000);
        assertThat(close(run).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(look(run)).isEqualTo(ended);
    }

    @Test
    void closedRunRefusesMoreWork() {
        Run run = createRun();
        enqueue(run, "a");
        Claim held = claim();
        close(run);
        assertRunTerminal(run, refused(run, () -> enqueue(run, "b")));
        assertRunTerminal(run, refused(run, () -> append(run)));
        OrchestratorException contextRefusal = refused(run, () -> completeWithContext(held));
        assertThat(contextRefusal.code()).isEqualTo(ErrorCode.RUN_TERMINAL);
        assertThat(contextRefusal.nextTool()).as("the result itself is welcome").contains("complete_task");
        restart();
        assertRunTerminal(run, refused(run, () -> enqueue(run, "b")));
    }

    @Test
    void endedRunRefusesMoreWork() {
        Run run = createRun();
        enqueue(run, "a");
        complete(claim());
        assertRunTerminal(run, refused(run, () -> enqueue(run, "b")));
        assertRunTerminal(run, refused(run, () -> append(run)));
    }

    @Test
    void lastTaskOfARunMayStillHandItsContextOn() {
        Run run = createRun();
        enqueue(run, "a");
        completeWithContext(claim());
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
        assertThat(run(run.id()).currentContextSnapshotId()).isPresent();
    }

    @Test
    void refusedNextContextLeavesTheTaskToItsHolder() {
        Run run = createRun();
        enqueue(run, "a");
        Claim held = claim();
        close(run);
        refused(run, () -> completeWithContext(held));
        complete(held);
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void cancelledRunCannotBeClosedOrRequeued() {
        Run run = createRun();
        Task dead = enqueue(EnqueueTaskRequest.builder(run.id(), "a").maxAttempts(1));
        enqueue(run, "b");
        failRetryably(claim());
        cancel(run);
        assertRunTerminal(run, refused(run, () -> close(run)));
        assertRunTerminal(run, refused(run, () -> enqueue(run, "c")));
        assertRunTerminal(run, refused(run, () -> append(run)));
        assertRunTerminal(
                run,
                refused(
                        run,
                        () -> orchestrator.requeueDeadTask(
                                RequeueDeadTaskRequest.builder(dead.id()).build())));
    }

    private void append(Run run) {
        orchestrator.appendContextSnapshot(
                AppendContextSnapshotRequest.builder(run.id(), Json.of("1")).build());
    }

    private void completeWithContext(Claim claim) {
        orchestrator.completeTask(CompleteTaskRequest.builder(claim.lease())
                .nextContext(Json.of("{\"step\":1}"))
                .build());
    }

    private static void assertRunTerminal(Run run, OrchestratorException refusal) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.RUN_TERMINAL);
        assertThat(refusal.ids()).containsExactly(entry("runId", run.id()));
        assertThat(refusal.nextTool()).contains("create_run");
        assertThat(refusal.retryable()).isFalse();
    }
}
