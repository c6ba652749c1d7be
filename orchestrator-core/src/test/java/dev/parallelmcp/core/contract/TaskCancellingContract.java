package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.EventFields.taskFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One task is cancelled by hand. */
public abstract class TaskCancellingContract extends NamedTaskContract {

    @Test
    void queuedTaskIsCancelledAndTheRunEndsWithIt() {
        Run run = createRun();
        add(run, "a");
        long mark = mark();
        clock.advanceMillis(10);

        Task a = cancel("a");

        assertThat(a.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(a.statusReason()).contains("task_cancelled");
        assertThat(a.completedAt()).contains(clock.instant());
        assertThat(a.updatedAt()).isEqualTo(clock.instant());
        assertThat(a).isEqualTo(task("a"));
        assertThat(tryTake("a")).isEmpty();
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(told(mark)).containsExactly("task.cancelled a", "run.status.changed cancelled");
        assertThat(Payloads.of(only(EventType.TASK_CANCELLED, mark)))
                .isEqualTo(taskFields("cancelled", 0, null, null, "task_cancelled"));
    }

    @Test
    void reasonIsShownWithTheTaskAndToldInTheLog() {
        Run run = createRun();
        add(run, "a");
        long mark = mark();

        Task a = orchestrator
                .cancelTask(CancelTaskRequest.builder("a").reason("not needed").build())
                .task();

        assertThat(a.statusReason()).contains("not needed");
        assertThat(Payloads.of(only(EventType.TASK_CANCELLED, mark))).containsEntry("reason", "not needed");
    }

    @ParameterizedTest
    @EnumSource(names = {"LEASED", "RUNNING"})
    void attemptAndLeaseOfAHeldTaskEndAsCancelled(TaskStatus status) {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        if (status == TaskStatus.RUNNING) {
            HolderOperation.MARK_RUNNING.call(orchestrator, claim.lease());
        }
        assertThat(task("a").status()).isEqualTo(status);
        long mark = mark();

        Task a = cancel("a");

        assertThat(a.leaseId()).isEmpty();
        assertThat(a.leasedBy()).isEmpty();
        assertThat(a.leaseExpiresAt()).isEmpty();
        assertThat(a.attemptCount()).isEqualTo(1);
        Attempt attempt = attempts("a").get(0);
        assertThat(attempt.status()).isEqualTo(AttemptStatus.CANCELLED);
        assertThat(attempt.counted()).isTrue();
        assertThat(attempt.error()).contains("task_cancelled");
        assertThat(attempt.endedAt()).contains(clock.instant());
        assertThat(leaseRecord(claim.lease()).status()).isEqualTo(LeaseStatus.CANCELLED);
        Event event = only(EventType.TASK_CANCELLED, mark);
        assertThat(event.attemptId()).contains(attempt.id());
        assertThat(Payloads.of(event)).isEqualTo(taskFields("cancelled", 1, null, null, "task_cancelled"));
    }

    @ParameterizedTest
    @EnumSource
    void pausedTaskIsCancelledWithItsTimersAndResumeData(PauseStatus status) {
        Run run = createRun();
        add(run, "a");
        pause(PauseTaskRequest.builder(take("a").lease(), status)
                .state(Json.of("1"))
                .resumeAfterMs(1_000)
                .deadlineAfterMs(2_000));

        Task a = cancel("a");

        assertThat(a.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(a.resumeAt()).isEmpty();
        assertThat(a.deadlineAt()).isEmpty();
        assertThat(a.resumeState()).isEmpty();
        clock.advanceMillis(5_000);
        changesNothing(this::sweep);
    }

    @Test
    void delayedTaskIsCancelledAndItsTimePassesUnseen() {
        Run run = createRun();
        enqueue(spec(run, "a").delayMs(1_000));

        cancel("a");

        clock.advanceMillis(1_000);
        changesNothing(this::sweep);
        assertThat(tryTake("a")).isEmpty();
    }

    @Test
    void whatHasEndedIsAnsweredUnchanged() {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder().keepOpen().build())
                .run();
        add(run, "completed");
        finish("completed");
        add(run, "failed");
        fail(take("failed"), "broken");
        add(run, "doomed", "failed");
        add(run, "cancelled");
        cancel("cancelled");

        for (String id : new String[] {"completed", "failed", "doomed", "cancelled"}) {
            Task before = task(id);
            changesNothing(() -> assertThat(orchestrator
                            .cancelTask(CancelTaskRequest.builder(id)
                                    .reason("again")
                                    .build())
                            .task())
                    .isEqualTo(before));
        }
    }

    @Test
    void taskOfACancelledRunIsAnsweredUnchanged() {
        Run run = createRun();
        add(run, "a");
        cancel(run);

        changesNothing(() -> cancel("a"));
        assertThat(task("a").statusReason()).contains("run_cancelled");
    }

    @Test
    void dependentsFollowTheirPoliciesAndSoOnDown() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        enqueue(spec(run, "c", "a").onDependencyFailure(DependencyFailurePolicy.CONTINUE));
        enqueue(spec(run, "d", "a").onDependencyFailure(DependencyFailurePolicy.WAIT));
        add(run, "e", "b");
        long mark = mark();

        cancel("a");

        assertThat(told(mark)).containsExactly("task.cancelled a", "task.cancelled b", "task.cancelled e");
        assertThat(task("b").statusReason()).contains("dependency_failed");
        assertThat(tryTake("d")).isEmpty();
        finish("c");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.WAITING);
    }

    @Test
    void runWithOtherWorkGoesOn() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");

        cancel("a");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        finish("b");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void closedRunEndsWhenItsLastTaskIsCancelled() {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder().keepOpen().build())
                .run();
        add(run, "a");
        close(run);

        cancel("a");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void revivalPassesOverWhatWasCancelledByHandAndWhatLiesBehindIt() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        add(run, "hand", "a");
        add(run, "behind", "hand");
        add(run, "other", "a");
        cancel("hand");
        bury("a");
        long mark = mark();

        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder("a").build());

        assertThat(told(mark))
                .containsExactly("task.requeued_from_dlq a", "task.revived other", "run.status.changed active");
        finish("a");
        finish("other");
        assertThat(task("hand").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(task("behind").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void unknownTaskIsNotFound() {
        Run run = createRun();
        OrchestratorException unknown = refused(ErrorCode.RECORD_NOT_FOUND, () -> cancel("task_none"));
        OrchestratorException mistaken = refused(ErrorCode.RECORD_NOT_FOUND, () -> cancel(run.id()));

        assertThat(unknown.ids()).containsEntry("taskId", "task_none");
        assertThat(mistaken.message()).endsWith("that is a run id");
    }

    @Test
    void cancellationSurvivesARestart() {
        Run run = createRun();
        add(run, "a");
        take("a");
        Task cancelled = cancel("a");

        restart();

        assertThat(task("a")).isEqualTo(cancelled);
        clock.advanceMillis(60_000);
        changesNothing(this::sweep);
    }

    private Task cancel(String id) {
        return orchestrator.cancelTask(CancelTaskRequest.builder(id).build()).task();
    }
}
