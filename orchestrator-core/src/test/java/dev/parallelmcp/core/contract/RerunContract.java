package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.EventFields.taskFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.model.result.RerunResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that has ended begins again, with all that depends on it: what is reset, and what refuses it. */
public abstract class RerunContract extends NamedTaskContract {

    @Test
    void taskAndAllThatDependsOnItBeginAgainAndTheRunEndsOnceMore() {
        Run run = createRun();
        add(run, "before");
        add(run, "a", "before");
        add(run, "b", "a");
        add(run, "beside", "before");
        add(run, "c", "b");
        List.of("before", "a", "b", "beside", "c").forEach(this::finish);
        long mark = mark();
        clock.advanceMillis(10);

        RerunResult result = rerun("a");

        assertThat(result.resetTaskIds()).containsExactly("a", "b", "c");
        assertThat(result.truncated()).isFalse();
        assertThat(result.replayed()).isFalse();
        assertThat(result.run()).isEqualTo(run(run.id()));
        assertThat(result.run().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(told(mark))
                .containsExactly("task.rerun a", "task.rerun b", "task.rerun c", "run.status.changed active");
        assertThat(Payloads.of(log(mark).get(1)))
                .isEqualTo(taskFields("queued", 0, null, null, null, "rerunFrom", "a"));
        assertThat(tryTake("b")).isEmpty();
        List.of("a", "b", "c").forEach(this::finish);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(view(run).taskCounts()).containsEntry(TaskStatus.COMPLETED, 5);
    }

    @Test
    void nothingIsLeftOfWhatTheTaskHadComeTo() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(2));
        Task enqueued = task("a");
        orchestrator.pauseTask(PauseTaskRequest.builder(take("a").lease(), PauseStatus.WAITING_INPUT)
                .state(Json.of("1"))
                .build());
        orchestrator.resumeTask(
                ResumeTaskRequest.builder("a").input(Json.of("2")).build());
        assertThat(bury("a").dead()).isTrue();
        clock.advanceMillis(10);

        rerun("a");

        assertThat(task("a")).isEqualTo(withUpdate(enqueued));
    }

    /** The task as it was, but for the time of the change. */
    private Task withUpdate(Task task) {
        Task now = task(task.id());
        assertThat(now.updatedAt()).isEqualTo(clock.instant());
        return new Task(
                task.id(),
                task.runId(),
                task.kind(),
                task.key(),
                task.status(),
                task.statusReason(),
                task.priority(),
                task.maxAttempts(),
                task.attemptCount(),
                task.retryDelayMs(),
                task.retryBackoff(),
                task.retryMaxDelayMs(),
                task.retryJitter(),
                task.timeoutMs(),
                task.notBefore(),
                task.input(),
                task.output(),
                task.metadata(),
                task.error(),
                task.contextSnapshotId(),
                task.leaseId(),
                task.leasedBy(),
                task.leaseExpiresAt(),
                task.dependsOnTaskIds(),
                task.onDependencyFailure(),
                task.dead(),
                task.resumeAt(),
                task.deadlineAt(),
                task.resumeState(),
                task.resumeInput(),
                task.resumedBy(),
                task.progress(),
                task.createdAt(),
                now.updatedAt(),
                task.startedAt(),
                task.completedAt());
    }

    @Test
    void attemptsAreKeptWithTheirOutputsAndTheirNumbersContinue() {
        add(createRun(), "a");
        finish("a");

        rerun("a");

        assertThat(task("a").output()).isEmpty();
        assertThat(take("a").attempt().number()).isEqualTo(2);
        assertThat(attempts("a")).extracting(Attempt::number).containsExactly(1, 2);
        assertThat(attempts("a").get(0).status()).isEqualTo(AttemptStatus.COMPLETED);
        assertThat(attempts("a").get(0).output()).isPresent();
        assertThat(task("a").attemptCount()).isEqualTo(1);
    }

    @Test
    void attemptsAreAllThereAgain() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "b", "a").maxAttempts(2));
        finish("a");
        bury("b");

        rerun("a");

        finish("a");
        assertThat(failRetryably(take("b"), "again").dead()).isFalse();
        assertThat(failRetryably(take("b"), "again").dead()).isTrue();
    }

    @Test
    void contextStaysAndWhatRunsAgainSeesTheCurrentOne() {
        Run run = createRun();
        add(run, "a");
        orchestrator.completeTask(CompleteTaskRequest.builder(take("a").lease())
                .nextContext(Json.of("{\"from\":\"a\"}"))
                .build());
        String current = run(run.id()).currentContextSnapshotId().orElseThrow();

        rerun("a");

        assertThat(run(run.id()).currentContextSnapshotId()).contains(current);
        assertThat(take("a").task().contextSnapshotId()).contains(current);
    }

    @Test
    void resetGoesBreadthFirstInEnqueueOrder() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "c", "a");
        add(run, "d", "b");
        add(run, "e", "c");
        add(run, "f", "a");
        List.of("a", "b", "c", "d", "e", "f").forEach(this::finish);

        assertThat(rerun("a").resetTaskIds()).containsExactly("a", "b", "c", "f", "d", "e");
    }

    @Test
    void bottomOfADiamondIsResetOnceAndWaitsForBothSides() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "c", "a");
        add(run, "d", "b", "c");
        List.of("a", "b", "c", "d").forEach(this::finish);

        assertThat(rerun("a").resetTaskIds()).containsExactly("a", "b", "c", "d");

        finish("a");
        finish("b");
        assertThat(tryTake("d")).isEmpty();
        finish("c");
        finish("d");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void oneSideOfADiamondRunsAgainAloneAndTheBottomWaitsForItOnly() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "c", "a");
        add(run, "d", "b", "c");
        List.of("a", "b", "c", "d").forEach(this::finish);

        assertThat(rerun("b").resetTaskIds()).containsExactly("b", "d");

        assertThat(tryTake("d")).isEmpty();
        finish("b");
        finish("d");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void queuedDependentsAreResetTooAndNoTimerHoldsThemBack() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "b", "a").delayMs(60_000));
        finish("a");

        assertThat(rerun("a").resetTaskIds()).containsExactly("a", "b");

        assertThat(task("b").notBefore()).isEmpty();
        finish("a");
        finish("b");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void taskThatFailsAgainCancelsItsDependentsAgain() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        finish("a");
        finish("b");
        rerun("a");

        fail(take("a"), "broken");

        assertThat(task("b").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(task("b").statusReason()).contains("dependency_failed");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void reasonStaysWithEveryTaskUntilItsNextClaim() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        finish("a");
        finish("b");
        long mark = mark();

        orchestrator.rerunRunFrom(
                RerunRunFromRequest.builder("a").reason("new data").build());

        assertThat(task("a").statusReason()).contains("new data");
        assertThat(task("b").statusReason()).contains("new data");
        assertThat(Payloads.of(log(mark).get(0))).containsEntry("reason", "new data");
        assertThat(take("a").task().statusReason()).isEmpty();
    }

    @Test
    void repetitionWithItsTokenAnswersTheSameTasksAndTheRunAsItIs() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "other");
        List.of("a", "b", "other").forEach(this::finish);
        RerunRunFromRequest request =
                RerunRunFromRequest.builder("a").clientToken("token").build();
        orchestrator.rerunRunFrom(request);
        orchestrator.rerunRunFrom(RerunRunFromRequest.builder("other").build());
        List.of("a", "b", "other").forEach(this::finish);
        rerun("b");

        changesNothing(() -> {
            RerunResult again = orchestrator.rerunRunFrom(request);
            assertThat(again.replayed()).isTrue();
            assertThat(again.resetTaskIds()).containsExactly("a", "b");
            assertThat(again.run()).isEqualTo(run(run.id()));
        });
    }

    @Test
    void onlyATaskThatHasEndedCanBeRerun() {
        Run run = createRun();
        add(run, "queued");
        add(run, "leased");
        take("leased");
        add(run, "running");
        HolderOperation.MARK_RUNNING.call(orchestrator, take("running").lease());
        add(run, "blocked");
        pause(take("blocked"), PauseStatus.BLOCKED);

        for (String id : List.of("queued", "leased", "running", "blocked")) {
            OrchestratorException refusal = refused(ErrorCode.INVALID_TRANSITION, () -> rerun(id));
            assertThat(refusal.ids()).containsExactlyEntriesOf(Map.of("taskId", id));
            assertThat(refusal.nextTool()).contains("get_task");
            assertThat(refusal.message())
                    .isEqualTo("task " + id + " is " + id + "; only a task that has ended can be rerun");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LEASED", "RUNNING", "BLOCKED", "WAITING_INPUT"})
    void dependentAtWorkRefusesItAllAndIsNamed(TaskStatus status) {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "c", "b");
        finish("a");
        finish("b");
        bring(take("c"), status);

        OrchestratorException refusal = refused(ErrorCode.INVALID_TRANSITION, () -> rerun("a"));

        assertThat(refusal.ids()).containsOnly(Map.entry("taskId", "a"), Map.entry("blockingTaskId", "c"));
        assertThat(refusal.message())
                .isEqualTo("task a cannot be rerun now: task c, which depends on it, is " + status.wireName()
                        + "; wait until it has ended, or cancel it");
        assertThat(refusal.nextTool()).contains("get_task");
    }

    private void bring(Claim claim, TaskStatus status) {
        if (status == TaskStatus.RUNNING) {
            HolderOperation.MARK_RUNNING.call(orchestrator, claim.lease());
        } else if (status.paused()) {
            pause(claim, status == TaskStatus.BLOCKED ? PauseStatus.BLOCKED : PauseStatus.WAITING_INPUT);
        }
        assertThat(task(claim.task().id()).status()).isEqualTo(status);
    }

    @Test
    void dependencyThatIsNotCompletedRefusesItAndIsNamed() {
        Run run = createRun();
        add(run, "fine");
        add(run, "a");
        add(run, "b", "fine", "a");
        finish("fine");
        fail(take("a"), "broken");

        OrchestratorException refusal = refused(ErrorCode.INVALID_TRANSITION, () -> rerun("b"));

        assertThat(refusal.ids()).containsOnly(Map.entry("taskId", "b"), Map.entry("blockingTaskId", "a"));
        assertThat(refusal.message())
                .isEqualTo("task b cannot be rerun now: task a, on which it depends, is failed; that one has to "
                        + "complete first");
        assertThat(refusal.nextTool()).contains("rerun_run_from");
    }

    @Test
    void dependencyThatIsStillToComeIsWaitedFor() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "b", "a").onDependencyFailure(DependencyFailurePolicy.WAIT));
        finish("a");
        finish("b");
        rerun("a");
        assertThat(task("b").status()).isEqualTo(TaskStatus.QUEUED);

        refused(ErrorCode.INVALID_TRANSITION, () -> rerun("b"));
    }

    @Test
    void taskThatContinuedAfterAFailureCanBeRerunBehindIt() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "b", "a").onDependencyFailure(DependencyFailurePolicy.CONTINUE));
        fail(take("a"), "broken");
        finish("b");

        assertThat(rerun("b").resetTaskIds()).containsExactly("b");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        finish("b");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void cancelledRunIsNotRerun() {
        Run run = createRun();
        add(run, "a");
        add(run, "unfinished");
        finish("a");
        cancel(run);

        OrchestratorException refusal = refused(ErrorCode.RUN_TERMINAL, () -> rerun("a"));

        assertThat(refusal.ids()).containsEntry("runId", run.id());
        assertThat(refusal.nextTool()).contains("create_run");
    }

    @Test
    void closedRunRunsAgainButTakesNoMoreWork() {
        Run run = createRun();
        add(run, "a");
        finish("a");
        close(run);

        assertThat(rerun("a").run().status()).isEqualTo(RunStatus.ACTIVE);

        refused(ErrorCode.RUN_TERMINAL, () -> add(run, "late"));
        refused(
                ErrorCode.RUN_TERMINAL,
                () -> orchestrator.appendContextSnapshot(AppendContextSnapshotRequest.builder(run.id(), Json.of("1"))
                        .build()));
        finish("a");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void runThatEndedTakesTasksAgainWhileAPartOfItIsRerun() {
        Run run = createRun();
        add(run, "a");
        finish("a");
        refused(ErrorCode.RUN_TERMINAL, () -> add(run, "b", "a"));

        rerun("a");

        add(run, "b", "a");
        finish("a");
        finish("b");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void runThatIsKeptOpenStaysActiveAndTellsNoChange() {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder().keepOpen().build())
                .run();
        add(run, "a");
        finish("a");
        long mark = mark();

        rerun("a");

        assertThat(told(mark)).containsExactly("task.rerun a");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void unknownTaskIsNotFound() {
        Run run = createRun();
        OrchestratorException unknown = refused(ErrorCode.RECORD_NOT_FOUND, () -> rerun("task_none"));
        OrchestratorException mistaken = refused(ErrorCode.RECORD_NOT_FOUND, () -> rerun(run.id()));

        assertThat(unknown.ids()).containsEntry("taskId", "task_none");
        assertThat(mistaken.message()).endsWith("that is a run id");
    }

    @Test
    void rerunSurvivesARestart() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        finish("a");
        finish("b");
        rerun("a");
        Picture before = picture();

        restart();

        assertThat(picture()).isEqualTo(before);
        finish("a");
        finish("b");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void moreTasksThanAReplyCanNameAreResetAllTheSame() {
        Run run = createRun();
        int dependents = 8_100;
        orchestrator.transaction(operations -> {
            operations.enqueueTask(spec(run, "a").build());
            for (int i = 0; i < dependents; i++) {
                operations.enqueueTask(EnqueueTaskRequest.builder(run.id(), "any")
                        .id("i".repeat(250) + i)
                        .dependsOnTaskIds(List.of("a"))
                        .build());
            }
            return run;
        });
        finish("a");

        RerunResult result = rerun("a");

        assertThat(result.truncated()).isTrue();
        assertThat(result.resetTaskIds()).startsWith("a").hasSizeBetween(7_900, dependents);
        assertThat(tryClaim())
                .hasValueSatisfying(claim -> assertThat(claim.task().id()).isEqualTo("a"));
        assertThat(tryClaim()).isEmpty();
    }

    private RerunResult rerun(String id) {
        return orchestrator.rerunRunFrom(RerunRunFromRequest.builder(id).build());
    }
}
