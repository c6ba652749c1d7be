package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.EventFields.taskFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.model.result.RerunResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task that has ended begins again, with all that depends on it. */
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

        assertThat(task("a"))
                .usingRecursiveComparison()
                .ignoringFields("updatedAt")
                .isEqualTo(enqueued);
        assertThat(task("a").updatedAt()).isEqualTo(clock.instant());
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
    void answerThatAQueuedDependentWasGivenIsForgotten() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        finish("a");
        orchestrator.pauseTask(PauseTaskRequest.builder(take("b").lease(), PauseStatus.WAITING_INPUT)
                .state(Json.of("1"))
                .build());
        orchestrator.resumeTask(
                ResumeTaskRequest.builder("b").input(Json.of("2")).build());

        assertThat(rerun("a").resetTaskIds()).containsExactly("a", "b");

        finish("a");
        Task again = take("b").task();
        assertThat(again.resumeState()).isEmpty();
        assertThat(again.resumeInput()).isEmpty();
        assertThat(again.resumedBy()).isEmpty();
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
