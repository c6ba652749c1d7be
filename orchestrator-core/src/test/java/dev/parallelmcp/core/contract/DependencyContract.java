package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks behind other tasks. */
public abstract class DependencyContract extends NamedTaskContract {

    @Test
    void taskIsClaimableOnceAllItsDependenciesCompleted() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        Task c = add(run, "c", "a", "b");

        assertThat(c.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(c.dependsOnTaskIds()).containsExactly("a", "b");
        assertThat(c.onDependencyFailure()).isEqualTo(DependencyFailurePolicy.CANCEL);
        assertThat(tryTake("c")).isEmpty();
        finish("b");
        assertThat(tryTake("c")).isEmpty();
        finish("a");
        assertThat(take("c").task().id()).isEqualTo("c");
    }

    @Test
    void releaseOfADependentIsNoEventOfItsOwn() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        Task before = task("b");
        Claim a = take("a");
        long mark = mark();

        complete(a);

        assertThat(told(mark)).containsExactly("task.completed a");
        assertThat(task("b")).isEqualTo(before);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void repeatedIdsCountOnce() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        long mark = mark();

        Task c = add(run, "c", "a", "b", "a", "a");

        assertThat(c.dependsOnTaskIds()).containsExactly("a", "b");
        assertThat(Payloads.of(only(EventType.TASK_ENQUEUED, mark))).containsEntry("unmetDependencies", 2L);
        finish("a");
        assertThat(tryTake("c")).isEmpty();
        finish("b");
        assertThat(tryTake("c")).isPresent();
    }

    @Test
    void completedDependencyIsMetFromTheStart() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        finish("a");
        long mark = mark();

        add(run, "c", "a");
        add(run, "d", "a", "b");

        assertThat(log(mark))
                .extracting(event -> Payloads.of(event).get("unmetDependencies"))
                .containsExactly(0L, 1L);
        assertThat(tryTake("c")).isPresent();
        assertThat(tryTake("d")).isEmpty();
    }

    @Test
    void unknownDependencyIsRefusedAndNamed() {
        Run run = createRun();
        add(run, "a");

        OrchestratorException refusal =
                refused(ErrorCode.UNKNOWN_DEPENDENCY, () -> add(run, "b", "a", "nobody", "nothing"));

        assertThat(refusal.message()).contains("nobody, nothing").doesNotContain(" a,");
        assertThat(refusal.ids()).containsEntry("runId", run.id());
    }

    @Test
    void taskOfAnotherRunIsAnUnknownDependency() {
        Run run = createRun();
        add(createRun(), "foreign");

        OrchestratorException refusal = refused(ErrorCode.UNKNOWN_DEPENDENCY, () -> add(run, "b", "foreign"));

        assertThat(refusal.message()).contains("foreign");
    }

    @Test
    void taskCannotDependOnItself() {
        Run run = createRun();
        add(run, "b");

        OrchestratorException refusal = refused(ErrorCode.DEPENDENCY_CYCLE, () -> add(run, "a", "b", "a"));

        assertThat(refusal.message()).contains("a → a");
        assertThat(refusal.ids()).containsEntry("taskId", "a");
    }

    @Test
    void delayedDependentWaitsForBoth() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "late", "a").delayMs(1_000));
        enqueue(spec(run, "early", "a").delayMs(10));
        clock.advanceMillis(10);
        assertThat(tryTake("early")).isEmpty();

        finish("a");

        assertThat(tryTake("early")).isPresent();
        assertThat(tryTake("late")).isEmpty();
        clock.advanceMillis(990);
        assertThat(tryTake("late")).isPresent();
    }

    @Test
    void runWithOnlyADelayedTaskLeftIsActive() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "b", "a").delayMs(1_000));

        finish("a");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void runWhoseTasksAllWaitBehindAPausedOneIsWaiting() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        enqueue(spec(run, "c", "a").delayMs(1_000));
        Claim a = take("a");
        long mark = mark();

        orchestrator.pauseTask(
                PauseTaskRequest.builder(a.lease(), PauseStatus.BLOCKED).build());

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.WAITING);
        assertThat(told(mark)).containsExactly("task.blocked a", "run.status.changed waiting");
    }

    @Test
    void retryingTheDependencyChangesNothingForItsDependents() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        Task before = task("b");

        failRetryably(take("a"), "again");
        orchestrator.releaseTask(ReleaseTaskRequest.builder(take("a").lease()).build());

        assertThat(task("b")).isEqualTo(before);
        assertThat(tryTake("b")).isEmpty();
        finish("a");
        assertThat(tryTake("b")).isPresent();
    }

    @Test
    void readyDependentsAreClaimedByPriorityThenEnqueueOrder() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        enqueue(spec(run, "c", "a").priority(5));
        add(run, "d", "a");
        finish("a");

        assertThat(List.of(claim(), claim(), claim()))
                .extracting(claim -> claim.task().id())
                .containsExactly("c", "b", "d");
    }

    @Test
    void fanInOfFiftyIsReleasedByTheLast() {
        Run run = createRun();
        List<String> before = IntStream.range(0, 50).mapToObj(i -> "in" + i).toList();
        before.forEach(id -> add(run, id));
        add(run, "end", before.toArray(String[]::new));

        for (String id : before) {
            assertThat(tryTake("end")).isEmpty();
            finish(id);
        }

        finish("end");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void fanOutOfFiftyIsReleasedTogether() {
        Run run = createRun();
        add(run, "a");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            expected.add(add(run, "out" + i, "a").id());
        }
        finish("a");

        List<String> claimed = new ArrayList<>();
        tryClaims(claimed);

        assertThat(claimed).isEqualTo(expected);
    }

    @Test
    void chainOfAHundredRunsOneByOne() {
        Run run = createRun();
        add(run, "t0");
        for (int i = 1; i < 100; i++) {
            add(run, "t" + i, "t" + (i - 1));
        }
        long mark = mark();

        for (int i = 0; i < 100; i++) {
            Claim claim = claim();
            assertThat(claim.task().id()).isEqualTo("t" + i);
            assertThat(tryClaim()).isEmpty();
            complete(claim);
        }

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(told(mark)).hasSize(201).endsWith("task.completed t99", "run.status.changed completed");
    }

    @Test
    void diamondIsReleasedOnceByItsSecondSide() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "c", "a");
        add(run, "d", "b", "c");
        finish("a");
        finish("c");
        assertThat(tryTake("d")).isEmpty();
        finish("b");

        finish("d");

        assertThat(view(run).taskCounts()).containsEntry(TaskStatus.COMPLETED, 4);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void dependenciesSurviveARestart() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        Task c = add(run, "c", "b", "a");
        finish("a");

        restart();

        assertThat(task("c")).isEqualTo(c);
        assertThat(tryTake("c")).isEmpty();
        finish("b");
        assertThat(tryTake("c")).isPresent();
    }

    private void tryClaims(List<String> claimed) {
        tryClaim().ifPresent(claim -> {
            claimed.add(claim.task().id());
            tryClaims(claimed);
        });
    }
}
