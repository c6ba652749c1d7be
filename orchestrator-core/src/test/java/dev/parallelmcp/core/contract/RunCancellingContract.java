package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** cancel_run: everything unfinished, for good. */
public abstract class RunCancellingContract extends ObservingContract {

    private static final int MORE_THAN_IS_IN_MEMORY_AT_A_TIME = 1_001;

    @Test
    void cancellingCancelsEverythingUnfinishedAndNothingElse() {
        Run run = createRun();
        Task completed =
                enqueue(EnqueueTaskRequest.builder(run.id(), "completed").priority(-1));
        Task failed = enqueue(EnqueueTaskRequest.builder(run.id(), "failed").priority(-1));
        List<Task> unfinished = makeUnfinished(run);
        complete(claim(ClaimNextTaskRequest.builder("worker").kinds(List.of("completed"))));
        fail(claim(ClaimNextTaskRequest.builder("worker").kinds(List.of("failed"))));
        clock.advanceMillis(1_000);
        Run cancelled = cancel(run);
        assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(cancelled.updatedAt()).isEqualTo(clock.instant());
        assertThat(unfinished).allSatisfy(before -> {
            Task task = task(before.id());
            assertThat(task.status()).isEqualTo(TaskStatus.CANCELLED);
            assertThat(task.statusReason()).contains("run_cancelled");
            assertThat(task.completedAt()).contains(clock.instant());
            assertThat(task.leaseId()).isEmpty();
            assertThat(task.leasedBy()).isEmpty();
            assertThat(task.leaseExpiresAt()).isEmpty();
            assertThat(task.resumeAt()).isEmpty();
            assertThat(task.deadlineAt()).isEmpty();
            assertThat(task.resumeState()).isEmpty();
            assertThat(task.dead()).isFalse();
        });
        assertThat(task(completed.id()).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(task(failed.id()).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(look(run).run().taskCounts())
                .contains(
                        entry(TaskStatus.COMPLETED, 1),
                        entry(TaskStatus.FAILED, 1),
                        entry(TaskStatus.CANCELLED, unfinished.size()),
                        entry(TaskStatus.QUEUED, 0),
                        entry(TaskStatus.LEASED, 0),
                        entry(TaskStatus.RUNNING, 0),
                        entry(TaskStatus.BLOCKED, 0),
                        entry(TaskStatus.WAITING_INPUT, 0));
        assertThat(tryClaim()).isEmpty();
    }

    /** One task in each unfinished state, in enqueue order. */
    private List<Task> makeUnfinished(Run run) {
        Task blocked = enqueue(EnqueueTaskRequest.builder(run.id(), "blocked").priority(4));
        Task waiting = enqueue(EnqueueTaskRequest.builder(run.id(), "waiting").priority(3));
        Task running = enqueue(EnqueueTaskRequest.builder(run.id(), "running").priority(2));
        Task leased = enqueue(EnqueueTaskRequest.builder(run.id(), "leased").priority(1));
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED)
                .state(Json.of("1"))
                .resumeAfterMs(60_000)
                .deadlineAfterMs(90_000));
        pause(claim(), PauseStatus.WAITING_INPUT);
        orchestrator.markTaskRunning(
                MarkTaskRunningRequest.builder(claim().lease()).build());
        claim();
        Task ready = enqueue(run, "ready");
        Task delayed = enqueue(EnqueueTaskRequest.builder(run.id(), "delayed").delayMs(60_000));
        Task unmet = enqueue(
                EnqueueTaskRequest.builder(run.id(), "unmet").dependsOnTaskIds(List.of(running.id(), ready.id())));
        return List.of(blocked, waiting, running, leased, ready, delayed, unmet);
    }

    @Test
    void cancellationIsOneEventThenItsTasksThenTheStatus() {
        Run run = createRun();
        List<Task> unfinished = makeUnfinished(run);
        List<Event> events = eventsOf(
                run,
                () -> orchestrator.cancelRun(CancelRunRequest.builder(run.id())
                        .reason("no longer needed")
                        .build()));
        assertThat(types(events)).startsWith(EventType.RUN_CANCELLED).endsWith(EventType.RUN_STATUS_CHANGED);
        assertThat(Payloads.of(events.get(0))).containsEntry("reason", "no longer needed");
        List<Event> ofTasks = events.subList(1, events.size() - 1);
        assertThat(types(ofTasks)).containsOnly(EventType.TASK_CANCELLED);
        assertThat(ofTasks.stream().map(event -> event.taskId().orElseThrow()))
                .containsExactlyElementsOf(ids(unfinished));
        assertThat(ofTasks)
                .allSatisfy(event -> assertThat(Payloads.of(event))
                        .containsEntry("status", "cancelled")
                        .containsEntry("reason", "no longer needed")
                        .containsEntry("leaseId", null)
                        .containsEntry("leasedBy", null)
                        .containsKey("attemptCount"));
        assertThat(Payloads.of(events.get(events.size() - 1)))
                .containsEntry("from", "active")
                .containsEntry("status", "cancelled");
    }

    @Test
    void cancellationEndsAttemptAndLeaseAndCountsTheAttempt() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        Claim claim = claim();
        clock.advanceMillis(1_000);
        Event event = eventsOf(run, () -> cancel(run)).get(1);
        assertThat(event.attemptId()).contains(claim.attempt().id());
        Attempt attempt = lastAttempt(task);
        assertThat(attempt.status()).isEqualTo(AttemptStatus.CANCELLED);
        assertThat(attempt.endedAt()).contains(clock.instant());
        assertThat(attempt.counted()).isTrue();
        assertThat(leaseRecord(claim.lease()).status()).isEqualTo(LeaseStatus.CANCELLED);
        assertThat(leaseRecord(claim.lease()).releasedAt()).contains(clock.instant());
    }

    @Test
    void runWithoutTasksCanBeCancelled() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        List<Event> events = eventsOf(run, () -> cancel(run));
        assertThat(types(events)).containsExactly(EventType.RUN_CANCELLED, EventType.RUN_STATUS_CHANGED);
        assertThat(Payloads.of(events.get(1))).containsEntry("from", "pending").containsEntry("status", "cancelled");
        assertThat(status(run)).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void runKeptOpenAndClosedRunCanBeCancelled() {
        Run keptOpen = createRun(CreateRunRequest.builder().keepOpen());
        enqueue(keptOpen, "a");
        complete(claim());
        assertThat(cancel(keptOpen).status()).isEqualTo(RunStatus.CANCELLED);
        Run closed = createRun();
        enqueue(closed, "a");
        close(closed);
        assertThat(cancel(closed).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(tasksOf(closed)).extracting(Task::status).containsExactly(TaskStatus.CANCELLED);
    }

    @Test
    void cancellingWhatHasEndedAnswersItUnchanged() {
        Run completed = createRun();
        enqueue(completed, "a");
        complete(claim());
        Run failed = createRun();
        enqueue(failed, "a");
        fail(claim());
        Run cancelled = createRun();
        enqueue(cancelled, "a");
        cancel(cancelled);
        Run closedEmpty = createRun();
        close(closedEmpty);
        for (Run run : List.of(completed, failed, cancelled, closedEmpty)) {
            Sight before = look(run);
            clock.advanceMillis(1_000);
            Run answer = orchestrator
                    .cancelRun(CancelRunRequest.builder(run.id())
                            .reason("too late")
                            .build())
                    .run();
            assertThat(answer).isEqualTo(before.run().run());
            assertThat(look(run)).isEqualTo(before);
        }
    }

    @Test
    void cancelledRunStaysCancelledWhateverTimeBrings() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "paused").priority(1));
        enqueue(run, "held");
        enqueue(EnqueueTaskRequest.builder(run.id(), "delayed").delayMs(60_000));
        pause(PauseTaskRequest.builder(claim().lease(), PauseStatus.BLOCKED)
                .resumeAfterMs(1_000)
                .deadlineAfterMs(2_000));
        claim();
        cancel(run);
        Sight before = look(run);
        clock.advanceMillis(86_400_000);
        applyDue();
        assertThat(tryClaim()).isEmpty();
        restart();
        assertThat(look(run)).isEqualTo(before);
    }

    @Test
    void cancellingReachesEveryTaskOfALargeRun() {
        Run run = createRun();
        orchestrator.transaction(operations -> {
            for (int i = 0; i < MORE_THAN_IS_IN_MEMORY_AT_A_TIME; i++) {
                operations.enqueueTask(EnqueueTaskRequest.builder(run.id(), "a").build());
            }
            return run;
        });
        cancel(run);
        assertThat(look(run).run().taskCounts())
                .contains(entry(TaskStatus.CANCELLED, MORE_THAN_IS_IN_MEMORY_AT_A_TIME), entry(TaskStatus.QUEUED, 0));
    }

    @Test
    void cancellingTouchesNoOtherRun() {
        Run run = createRun();
        Run other = createRun();
        enqueue(run, "a");
        enqueue(other, "a");
        Sight before = look(other);
        cancel(run);
        assertThat(look(other)).isEqualTo(before);
        assertThat(claim().run().id()).isEqualTo(other.id());
    }
}
