package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.EventFields.taskFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import org.junit.jupiter.api.Test;

/** What comes back when a dead task gets new attempts. */
public abstract class RevivalContract extends NamedTaskContract {

    @Test
    void requeueRevivesWhatWasCancelledBecauseOfTheTask() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b", "a");
        bury("a");
        long mark = mark();
        clock.advanceMillis(10);

        requeue("a");

        Task b = task("b");
        assertThat(b.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(b.statusReason()).isEmpty();
        assertThat(b.completedAt()).isEmpty();
        assertThat(b.updatedAt()).isEqualTo(clock.instant());
        assertThat(told(mark))
                .containsExactly("task.requeued_from_dlq a", "task.revived b", "run.status.changed active");
        assertThat(Payloads.of(only(EventType.TASK_REVIVED, mark)))
                .isEqualTo(taskFields("queued", 0, null, null, null));
    }

    @Test
    void revivedTasksRunInOrderAndTheRunEndsCompleted() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b", "a");
        add(run, "c", "b");
        bury("a");
        requeue("a");

        assertThat(tryTake("b")).isEmpty();
        finish("a");
        assertThat(tryTake("c")).isEmpty();
        finish("b");
        finish("c");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(view(run).taskCounts())
                .containsEntry(TaskStatus.COMPLETED, 3)
                .containsEntry(TaskStatus.CANCELLED, 0);
    }

    @Test
    void revivalGoesBreadthFirstInEnqueueOrder() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b", "a");
        add(run, "c", "a");
        add(run, "d", "b");
        add(run, "e", "c");
        add(run, "f", "a");
        bury("a");
        long mark = mark();

        requeue("a");

        assertThat(told(mark))
                .containsExactly(
                        "task.requeued_from_dlq a",
                        "task.revived b",
                        "task.revived c",
                        "task.revived f",
                        "task.revived d",
                        "task.revived e",
                        "run.status.changed active");
    }

    @Test
    void bottomOfADiamondIsRevivedOnce() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b", "a");
        add(run, "c", "a");
        add(run, "d", "b", "c");
        bury("a");
        long mark = mark();

        requeue("a");

        assertThat(told(mark)).filteredOn("task.revived d"::equals).hasSize(1);
        finish("a");
        finish("b");
        assertThat(tryTake("d")).isEmpty();
        finish("c");
        finish("d");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void taskBehindALongAndAShortPathIsRevivedOnceBothAreOpen() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b", "a");
        add(run, "c", "b");
        add(run, "d", "a", "c");
        bury("a");
        long mark = mark();

        requeue("a");

        assertThat(told(mark))
                .containsExactly(
                        "task.requeued_from_dlq a",
                        "task.revived b",
                        "task.revived c",
                        "task.revived d",
                        "run.status.changed active");
    }

    @Test
    void taskWithTwoFailedDependenciesIsRevivedWithTheSecond() {
        Run run = createRun();
        mortal(run, "a");
        mortal(run, "b");
        add(run, "c", "a", "b");
        bury("a");
        bury("b");
        Task cancelled = task("c");

        requeue("a");
        assertThat(task("c")).isEqualTo(cancelled);
        finish("a");
        assertThat(task("c")).isEqualTo(cancelled);
        requeue("b");
        assertThat(task("c").status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(tryTake("c")).isEmpty();
        finish("b");
        finish("c");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void taskBehindAFinalFailureStaysCancelled() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b");
        add(run, "c", "a", "b");
        bury("a");
        fail(take("b"), "for good");

        requeue("a");

        assertThat(task("c").status()).isEqualTo(TaskStatus.CANCELLED);
        finish("a");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void queuedTaskThatContinuedCountsTheDependencyUnmetAgain() {
        Run run = createRun();
        mortal(run, "a");
        continuing(run, "b", "a");
        bury("a");
        long mark = mark();

        requeue("a");

        assertThat(tryTake("b")).isEmpty();
        assertThat(told(mark)).containsExactly("task.requeued_from_dlq a");
        finish("a");
        finish("b");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void taskThatContinuedAndIsHeldGoesOn() {
        Run run = createRun();
        mortal(run, "a");
        continuing(run, "b", "a");
        bury("a");
        Claim b = take("b");

        requeue("a");

        assertThat(complete(b).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        finish("a");
        assertThat(task("b").status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void taskThatContinuedAndCompletedStaysCompleted() {
        Run run = createRun();
        mortal(run, "a");
        continuing(run, "b", "a");
        bury("a");
        finish("b");
        Task completed = task("b");

        requeue("a");
        finish("a");

        assertThat(task("b")).isEqualTo(completed);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void taskThatContinuedBehindARevivedOneWaitsForItAgain() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b", "a");
        continuing(run, "c", "b");
        bury("a");

        requeue("a");

        assertThat(task("b").status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(tryTake("c")).isEmpty();
        finish("a");
        assertThat(tryTake("c")).isEmpty();
        finish("b");
        assertThat(tryTake("c")).isPresent();
    }

    @Test
    void taskEnqueuedOnTheDeadOneIsRevivedToo() {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder().keepOpen().build())
                .run();
        mortal(run, "a");
        bury("a");
        assertThat(add(run, "b", "a").status()).isEqualTo(TaskStatus.CANCELLED);
        continuing(run, "c", "a");

        requeue("a");

        assertThat(task("b").status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(tryTake("b")).isEmpty();
        assertThat(tryTake("c")).isEmpty();
        finish("a");
        assertThat(tryTake("b")).isPresent();
        assertThat(tryTake("c")).isPresent();
    }

    @Test
    void dyingAndComingBackCanBeRepeated() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b", "a");
        continuing(run, "c", "a");
        for (int i = 0; i < 3; i++) {
            bury("a");
            assertThat(task("b").status()).isEqualTo(TaskStatus.CANCELLED);
            requeue("a");
            assertThat(task("b").status()).isEqualTo(TaskStatus.QUEUED);
            assertThat(tryTake("b")).isEmpty();
            assertThat(tryTake("c")).isEmpty();
        }

        finish("a");
        finish("b");
        finish("c");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void revivedTaskKeepsItsDelay() {
        Run run = createRun();
        mortal(run, "a");
        enqueue(spec(run, "long", "a").delayMs(5_000));
        enqueue(spec(run, "short", "a").delayMs(1_000));
        bury("a");
        clock.advanceMillis(2_000);
        sweep();

        requeue("a");
        finish("a");

        assertThat(tryTake("short")).isPresent();
        assertThat(tryTake("long")).isEmpty();
        clock.advanceMillis(3_000);
        assertThat(tryTake("long")).isPresent();
    }

    @Test
    void revivedBehindADelayedRequeueWaitsForIt() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b", "a");
        bury("a");

        orchestrator.requeueDeadTask(
                RequeueDeadTaskRequest.builder("a").delayMs(1_000).build());

        assertThat(task("b").status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(tryClaim()).isEmpty();
        clock.advanceMillis(1_000);
        finish("a");
        finish("b");
    }

    @Test
    void whatItsRunCancelledIsNeverRevived() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b", "a");
        add(run, "other");
        bury("a");
        orchestrator.cancelRun(CancelRunRequest.builder(run.id()).build());

        refused(ErrorCode.RUN_TERMINAL, () -> requeue("a"));

        assertThat(task("b").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(task("other").status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void revivalSurvivesARestart() {
        Run run = createRun();
        mortal(run, "a");
        add(run, "b", "a");
        bury("a");
        restart();
        requeue("a");
        restart();

        finish("a");
        finish("b");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    /** A task with one attempt. */
    private void mortal(Run run, String id) {
        enqueue(spec(run, id).maxAttempts(1));
    }

    private void continuing(Run run, String id, String... dependsOn) {
        enqueue(spec(run, id, dependsOn).onDependencyFailure(DependencyFailurePolicy.CONTINUE));
    }

    private void requeue(String id) {
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder(id).build());
    }
}
