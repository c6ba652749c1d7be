package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.EventFields.fields;
import static dev.parallelmcp.core.contract.EventFields.taskFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import org.junit.jupiter.api.Test;

/** What a task that ends failed or cancelled means for those behind it. */
public abstract class DependencyFailureContract extends NamedTaskContract {

    @Test
    void dependentIsCancelledByDefault() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        Claim a = take("a");
        long mark = mark();
        clock.advanceMillis(10);

        fail(a, "broken");

        Task b = task("b");
        assertThat(b.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(b.statusReason()).contains("dependency_failed");
        assertThat(b.completedAt()).contains(clock.instant());
        assertThat(b.attemptCount()).isZero();
        assertThat(told(mark)).containsExactly("task.failed a", "task.cancelled b", "run.status.changed failed");
        assertThat(Payloads.of(only(EventType.TASK_CANCELLED, mark)))
                .isEqualTo(taskFields("cancelled", 0, null, null, "dependency_failed"));
    }

    @Test
    void dependentIsCancelledWhenAttemptsRunOut() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        add(run, "b", "a");
        take("a");
        long mark = mark();
        clock.advanceMillis(60_000);

        sweep();

        assertThat(told(mark))
                .containsExactly(
                        "task.lease_expired a",
                        "task.failed a",
                        "task.dead_lettered a",
                        "task.cancelled b",
                        "run.status.changed failed");
    }

    @Test
    void dependentIsCancelledWhenAPauseOutlivesItsDeadline() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        orchestrator.pauseTask(PauseTaskRequest.builder(take("a").lease(), PauseStatus.WAITING_INPUT)
                .deadlineAfterMs(1_000)
                .build());
        long mark = mark();
        clock.advanceMillis(1_000);

        sweep();

        assertThat(told(mark)).containsExactly("task.failed a", "task.cancelled b", "run.status.changed failed");
    }

    @Test
    void retryableFailureWithAttemptsLeftFailsNoDependent() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");

        failRetryably(take("a"), "again");

        assertThat(task("b").status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void continueCountsTheFailedDependencyAsMet() {
        Run run = createRun();
        add(run, "a");
        add(run, "other");
        enqueue(continuing(run, "b", "a"));
        enqueue(continuing(run, "c", "a", "other"));

        fail(take("a"), "broken");

        assertThat(tryTake("b")).isPresent();
        assertThat(tryTake("c")).isEmpty();
        finish("other");
        assertThat(tryTake("c")).isPresent();
    }

    @Test
    void runThatContinuedAfterAFailureStillEndsFailed() {
        Run run = createRun();
        add(run, "a");
        enqueue(continuing(run, "b", "a"));
        fail(take("a"), "broken");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);

        finish("b");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void waitLeavesTheDependentQueuedAndTheRunWaiting() {
        Run run = createRun();
        add(run, "a");
        enqueue(waiting(run, "b", "a"));
        Task before = task("b");
        Claim a = take("a");
        long mark = mark();

        fail(a, "broken");

        assertThat(task("b")).isEqualTo(before);
        assertThat(tryTake("b")).isEmpty();
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.WAITING);
        assertThat(told(mark)).containsExactly("task.failed a", "run.status.changed waiting");
    }

    @Test
    void waitingDependentGoesOnWhenItsDependencyCompletesAfterAll() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        enqueue(waiting(run, "b", "a"));
        bury("a");
        long mark = mark();

        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder("a").build());
        finish("a");
        finish("b");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(told(mark))
                .containsExactly(
                        "task.requeued_from_dlq a",
                        "run.status.changed active",
                        "task.claimed a",
                        "task.completed a",
                        "task.claimed b",
                        "task.completed b",
                        "run.status.changed completed");
    }

    @Test
    void cascadeGoesBreadthFirstInEnqueueOrder() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "c", "a");
        add(run, "d", "b");
        add(run, "e", "c");
        add(run, "f", "a");
        add(run, "g", "d", "f");
        Claim a = take("a");
        long mark = mark();

        fail(a, "broken");

        assertThat(told(mark))
                .containsExactly(
                        "task.failed a",
                        "task.cancelled b",
                        "task.cancelled c",
                        "task.cancelled f",
                        "task.cancelled d",
                        "task.cancelled e",
                        "task.cancelled g",
                        "run.status.changed failed");
        assertThat(view(run).taskCounts())
                .containsEntry(TaskStatus.CANCELLED, 6)
                .containsEntry(TaskStatus.QUEUED, 0);
    }

    @Test
    void bottomOfADiamondIsCancelledOnce() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "c", "a");
        add(run, "d", "b", "c");
        Claim a = take("a");
        long mark = mark();

        fail(a, "broken");

        assertThat(told(mark))
                .containsExactly(
                        "task.failed a",
                        "task.cancelled b",
                        "task.cancelled c",
                        "task.cancelled d",
                        "run.status.changed failed");
    }

    @Test
    void oneFailedDependencyOfManyIsEnough() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        add(run, "c", "a", "b");

        fail(take("b"), "broken");

        assertThat(task("c").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        finish("a");
        assertThat(task("c").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void eachDependentFollowsItsOwnPolicyAlsoBehindACancelledOne() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        enqueue(continuing(run, "c", "b"));
        enqueue(waiting(run, "d", "b"));
        Claim a = take("a");
        long mark = mark();

        fail(a, "broken");

        assertThat(told(mark)).containsExactly("task.failed a", "task.cancelled b");
        assertThat(task("d").status()).isEqualTo(TaskStatus.QUEUED);
        finish("c");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.WAITING);
    }

    @Test
    void delayedDependentIsCancelledToo() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "b", "a").delayMs(1_000));
        fail(take("a"), "broken");
        Task cancelled = task("b");
        assertThat(cancelled.status()).isEqualTo(TaskStatus.CANCELLED);

        clock.advanceMillis(1_000);
        sweep();

        assertThat(task("b")).isEqualTo(cancelled);
        assertThat(tryTake("b")).isEmpty();
    }

    @Test
    void chainOfAHundredIsCancelledAsOneChange() {
        Run run = createRun();
        add(run, "t0");
        for (int i = 1; i < 100; i++) {
            add(run, "t" + i, "t" + (i - 1));
        }
        Claim first = take("t0");
        long mark = mark();

        fail(first, "broken");

        assertThat(told(mark))
                .hasSize(101)
                .startsWith("task.failed t0", "task.cancelled t1")
                .endsWith("task.cancelled t99", "run.status.changed failed");
        assertThat(view(run).taskCounts()).containsEntry(TaskStatus.CANCELLED, 99);
    }

    @Test
    void taskEnqueuedOnAFailedDependencyIsCancelledAtOnceAndTheAnswerSaysSo() {
        Run run = openRunWithFailed("a");
        long mark = mark();

        Task b = add(run, "b", "a");

        assertThat(b.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(b.statusReason()).contains("dependency_failed");
        assertThat(b.completedAt()).contains(clock.instant());
        assertThat(task("b")).isEqualTo(b);
        assertThat(told(mark)).containsExactly("task.enqueued b", "task.cancelled b");
        assertThat(Payloads.of(only(EventType.TASK_ENQUEUED, mark))).containsEntry("status", "queued");
    }

    @Test
    void taskEnqueuedOnACancelledDependencyIsCancelledAtOnce() {
        Run run = openRunWithFailed("a");
        add(run, "b", "a");

        assertThat(add(run, "c", "b").status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void taskEnqueuedOnAFailedDependencyToContinueIsClaimable() {
        Run run = openRunWithFailed("a");

        Task b = enqueue(continuing(run, "b", "a"));

        assertThat(b.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(tryTake("b")).isPresent();
    }

    @Test
    void taskEnqueuedOnAFailedDependencyToWaitStallsTheRun() {
        Run run = openRunWithFailed("a");
        long mark = mark();

        Task b = enqueue(waiting(run, "b", "a"));

        assertThat(b.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(tryTake("b")).isEmpty();
        assertThat(told(mark)).containsExactly("task.enqueued b", "run.status.changed waiting");
    }

    @Test
    void cascadeEndsTheRunOnceAndForThoseBehindTheLastTask() {
        Run run = createRun();
        add(run, "done");
        add(run, "a");
        add(run, "b", "a");
        finish("done");
        Claim a = take("a");
        long mark = mark();

        fail(a, "broken");

        assertThat(log(mark).stream().filter(event -> event.eventType() == EventType.RUN_STATUS_CHANGED))
                .singleElement()
                .satisfies(event -> assertThat(Payloads.of(event))
                        .isEqualTo(fields("status", "failed", "keepOpen", false, "from", "active")));
    }

    private Run openRunWithFailed(String id) {
        Run run = orchestrator
                .createRun(CreateRunRequest.builder().keepOpen().build())
                .run();
        add(run, id);
        fail(take(id), "broken");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        return run;
    }

    private static EnqueueTaskRequest.Builder continuing(Run run, String id, String... dependsOn) {
        return spec(run, id, dependsOn).onDependencyFailure(DependencyFailurePolicy.CONTINUE);
    }

    private static EnqueueTaskRequest.Builder waiting(Run run, String id, String... dependsOn) {
        return spec(run, id, dependsOn).onDependencyFailure(DependencyFailurePolicy.WAIT);
    }
}
