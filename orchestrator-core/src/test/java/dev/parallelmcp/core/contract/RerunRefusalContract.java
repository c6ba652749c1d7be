package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.result.RerunResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which tasks of which runs can be rerun. */
public abstract class RerunRefusalContract extends NamedTaskContract {

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
    void unknownTaskIsNotFound() {
        Run run = createRun();
        OrchestratorException unknown = refused(ErrorCode.RECORD_NOT_FOUND, () -> rerun("task_none"));
        OrchestratorException mistaken = refused(ErrorCode.RECORD_NOT_FOUND, () -> rerun(run.id()));

        assertThat(unknown.ids()).containsEntry("taskId", "task_none");
        assertThat(mistaken.message()).endsWith("that is a run id");
    }

    private RerunResult rerun(String id) {
        return orchestrator.rerunRunFrom(RerunRunFromRequest.builder(id).build());
    }
}
