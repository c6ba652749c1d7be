package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far a rerun goes among tasks that were cancelled, by an operator or by a failed dependency. */
public abstract class RerunReachContract extends NamedTaskContract {

    @Test
    void whatAFailedDependencyCancelledComesBackWithIt() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "c", "b");
        fail(take("a"), "broken");
        long mark = mark();

        assertThat(rerun("a")).containsExactly("a", "b", "c");

        assertThat(told(mark))
                .containsExactly("task.rerun a", "task.rerun b", "task.rerun c", "run.status.changed active");
        List.of("a", "b", "c").forEach(this::finish);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void whatLiesBehindALongAndAShortPathIsResetOnceBothAreOpen() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "c", "b");
        add(run, "d", "a", "c");
        fail(take("a"), "broken");

        assertThat(rerun("a")).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatAnotherFailureHoldsDownStaysCancelledUntilThatOneReturnsToo() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "x").maxAttempts(1));
        add(run, "b", "a", "x");
        add(run, "c", "b");
        finish("a");
        bury("x");

        assertThat(rerun("a")).containsExactly("a");
        assertThat(task("b").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(task("b").statusReason()).contains("dependency_failed");
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder("x").build());

        assertThat(task("b").status()).isEqualTo(TaskStatus.QUEUED);
        finish("x");
        assertThat(tryTake("b")).isEmpty();
        List.of("a", "b", "c").forEach(this::finish);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void whatAnOperatorCancelledStaysCancelledAndSoDoesWhatLiesBehindItAlone() {
        Run run = createRun();
        add(run, "a");
        add(run, "hand", "a");
        add(run, "doomed", "hand");
        enqueue(continuing(run, "went-on", "hand"));
        add(run, "other", "a");
        cancelTask("hand");
        List.of("a", "went-on", "other").forEach(this::finish);
        Task hand = task("hand");
        Task wentOn = task("went-on");

        assertThat(rerun("a")).containsExactly("a", "other");

        assertThat(task("hand")).isEqualTo(hand);
        assertThat(task("went-on")).isEqualTo(wentOn);
        assertThat(task("doomed").status()).isEqualTo(TaskStatus.CANCELLED);
        finish("a");
        finish("other");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void whatLiesBehindACancelledTaskAndAResetOneIsReset() {
        Run run = createRun();
        add(run, "a");
        add(run, "hand", "a");
        add(run, "b", "a");
        enqueue(continuing(run, "join", "hand", "b"));
        cancelTask("hand");
        List.of("a", "b", "join").forEach(this::finish);

        assertThat(rerun("a")).containsExactly("a", "b", "join");

        finish("a");
        assertThat(tryTake("join")).isEmpty();
        finish("b");
        finish("join");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void whatWorksBehindACancelledTaskIsInNobodysWay() {
        Run run = createRun();
        add(run, "a");
        add(run, "hand", "a");
        enqueue(continuing(run, "working", "hand"));
        cancelTask("hand");
        finish("a");
        take("working");

        assertThat(rerun("a")).containsExactly("a");
        assertThat(task("working").status()).isEqualTo(TaskStatus.LEASED);
    }

    @Test
    void taskThatAnOperatorCancelledCanItselfBeRerunAndBringsBackWhatItTookAlong() {
        Run run = createRun();
        add(run, "a");
        add(run, "b", "a");
        add(run, "c", "b");
        finish("a");
        cancelTask("b");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);

        assertThat(rerun("b")).containsExactly("b", "c");

        finish("b");
        finish("c");
        assertThat(view(run).taskCounts()).containsEntry(TaskStatus.COMPLETED, 3);
    }

    @Test
    void cancelledTaskKnowsWhatItsDependencyHasComeToWhenItIsRerunLater() {
        Run run = createRun();
        add(run, "a");
        add(run, "hand", "a");
        finish("a");
        cancelTask("hand");
        rerun("a");

        OrchestratorException refusal = refused(ErrorCode.INVALID_TRANSITION, () -> rerun("hand"));
        assertThat(refusal.ids()).containsEntry("blockingTaskId", "a");
        assertThat(refusal.nextTool()).contains("get_task");
        finish("a");

        assertThat(rerun("hand")).containsExactly("hand");
        finish("hand");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void waitingDependentIsResetAndGoesOnWhenItsDependencyCompletes() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "b", "a").onDependencyFailure(DependencyFailurePolicy.WAIT));
        fail(take("a"), "broken");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.WAITING);

        assertThat(rerun("a")).containsExactly("a", "b");

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(tryTake("b")).isEmpty();
        finish("a");
        finish("b");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void dependentThatContinuedRunsAgainAfterwards() {
        Run run = createRun();
        add(run, "a");
        enqueue(continuing(run, "done", "a"));
        enqueue(continuing(run, "ready", "a"));
        fail(take("a"), "broken");
        finish("done");

        assertThat(rerun("a")).containsExactly("a", "done", "ready");

        assertThat(tryTake("done")).isEmpty();
        assertThat(tryTake("ready")).isEmpty();
        List.of("a", "done", "ready").forEach(this::finish);
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void taskThatContinuedCanBeRerunBehindADependencyThatIsBackAndWaitsForIt() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        enqueue(continuing(run, "b", "a"));
        bury("a");
        finish("b");
        orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder("a").build());

        assertThat(rerun("b")).containsExactly("b");

        assertThat(tryTake("b")).isEmpty();
        finish("a");
        finish("b");
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void taskOfAnotherRunIsNeverTouched() {
        Run run = createRun();
        Run other = orchestrator
                .createRun(CreateRunRequest.builder().keepOpen().build())
                .run();
        add(run, "a");
        add(other, "b");
        finish("a");
        finish("b");
        Sight before = look(other);

        rerun("a");

        assertThat(look(other)).isEqualTo(before);
    }

    private static EnqueueTaskRequest.Builder continuing(Run run, String id, String... dependsOn) {
        return spec(run, id, dependsOn).onDependencyFailure(DependencyFailurePolicy.CONTINUE);
    }

    private List<String> rerun(String id) {
        return orchestrator
                .rerunRunFrom(RerunRunFromRequest.builder(id).build())
                .resetTaskIds();
    }

    private void cancelTask(String id) {
        orchestrator.cancelTask(CancelTaskRequest.builder(id).build());
    }
}
