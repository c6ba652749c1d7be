package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.EventFields.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.GetContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetCurrentContextSnapshotRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tree of snapshots that tasks hand on to each other. */
public abstract class ContextContract extends NamedTaskContract {

    private static final Json FIRST = Json.of("{\"step\":1}");
    private static final Json SECOND = Json.of("{\"step\":2}");
    private static final Json THIRD = Json.of("{\"step\":3}");

    @Test
    void runBegunWithAContextHasAnInitialSnapshot() {
        Run run = runWithContext();

        ContextSnapshot initial = current(run).orElseThrow();
        assertThat(initial.label()).contains("run.initial");
        assertThat(initial.payload()).isEqualTo(FIRST);
        assertThat(initial.scope()).isEqualTo(ContextScope.RUN);
        assertThat(initial.parentSnapshotId()).isEmpty();
        assertThat(initial.taskId()).isEmpty();
        assertThat(initial.runId()).isEqualTo(run.id());
        assertThat(initial.createdAt()).isEqualTo(clock.instant());
        assertThat(run.currentContextSnapshotId()).contains(initial.id());
        assertThat(told(0)).containsExactly("run.created", "context.snapshot.created run.initial");
        assertThat(Payloads.of(only(EventType.CONTEXT_SNAPSHOT_CREATED, 0)))
                .isEqualTo(fields("snapshotId", initial.id(), "scope", "run", "label", "run.initial"));
    }

    @Test
    void runBegunWithoutAContextHasNone() {
        Run run = createRun();
        Task task = add(run, "a");

        assertThat(current(run)).isEmpty();
        assertThat(run.currentContextSnapshotId()).isEmpty();
        assertThat(task.contextSnapshotId()).isEmpty();
        Claim claim = take("a");
        assertThat(claim.attempt().contextSnapshotId()).isEmpty();
        completeWith(claim, SECOND);
        assertThat(current(run).orElseThrow().parentSnapshotId()).isEmpty();
    }

    @Test
    void completionHandsTheNextContextOn() {
        Run run = runWithContext();
        String initial = run.currentContextSnapshotId().orElseThrow();
        add(run, "a");
        Claim claim = take("a");
        long mark = mark();
        clock.advanceMillis(7);

        completeWith(claim, SECOND);

        ContextSnapshot next = current(run).orElseThrow();
        assertThat(next.payload()).isEqualTo(SECOND);
        assertThat(next.label()).contains("a.completed");
        assertThat(next.parentSnapshotId()).contains(initial);
        assertThat(next.taskId()).contains("a");
        assertThat(next.scope()).isEqualTo(ContextScope.RUN);
        assertThat(next.createdAt()).isEqualTo(clock.instant());
        assertThat(run(run.id()).currentContextSnapshotId()).contains(next.id());
        assertThat(told(mark))
                .containsExactly(
                        "task.completed a", "context.snapshot.created a.completed", "run.status.changed completed");
        Event event = only(EventType.CONTEXT_SNAPSHOT_CREATED, mark);
        assertThat(event.taskId()).contains("a");
        assertThat(event.attemptId()).contains(claim.attempt().id());
        assertThat(Payloads.of(event))
                .isEqualTo(fields(
                        "snapshotId", next.id(), "scope", "run", "label", "a.completed", "parentSnapshotId", initial));
    }

    @Test
    void labelOfTheNextContextMayBeGiven() {
        Run run = runWithContext();
        add(run, "a");

        orchestrator.completeTask(CompleteTaskRequest.builder(take("a").lease())
                .nextContext(SECOND)
                .nextContextLabel("my own")
                .build());

        assertThat(current(run).orElseThrow().label()).contains("my own");
    }

    @Test
    void completionWithoutNextContextLeavesTheCurrentOne() {
        Run run = runWithContext();
        add(run, "a");

        finish("a");

        assertThat(current(run).orElseThrow().payload()).isEqualTo(FIRST);
    }

    @Test
    void downstreamSeesUpstream() {
        Run run = runWithContext();
        add(run, "a");
        Task enqueued = add(run, "b", "a");
        assertThat(enqueued.contextSnapshotId()).isEqualTo(run.currentContextSnapshotId());
        completeWith(take("a"), SECOND);
        String second = current(run).orElseThrow().id();
        assertThat(task("b").contextSnapshotId()).isEqualTo(run.currentContextSnapshotId());

        Claim claim = take("b");

        assertThat(claim.task().contextSnapshotId()).contains(second);
        assertThat(claim.attempt().contextSnapshotId()).contains(second);
        assertThat(claim.run().currentContextSnapshotId()).contains(second);
    }

    @Test
    void everyClaimBindsAgainAndEachAttemptRecordsItsOwn() {
        Run run = runWithContext();
        String first = run.currentContextSnapshotId().orElseThrow();
        add(run, "a");
        orchestrator.releaseTask(ReleaseTaskRequest.builder(take("a").lease()).build());
        String second = append(run, SECOND).id();

        assertThat(take("a").task().contextSnapshotId()).contains(second);

        assertThat(attempts("a"))
                .extracting(attempt -> attempt.contextSnapshotId().orElseThrow())
                .containsExactly(first, second);
    }

    @Test
    void contextGivenAtEnqueueIsKept() {
        Run run = runWithContext();
        String first = run.currentContextSnapshotId().orElseThrow();
        append(run, SECOND);
        enqueue(spec(run, "a").contextSnapshotId(first));
        append(run, THIRD);

        Claim claim = take("a");

        assertThat(claim.task().contextSnapshotId()).contains(first);
        assertThat(claim.attempt().contextSnapshotId()).contains(first);
        orchestrator.releaseTask(ReleaseTaskRequest.builder(claim.lease()).build());
        assertThat(take("a").task().contextSnapshotId()).contains(first);
    }

    @Test
    void parentOfTheNextContextIsTheSnapshotOfTheAttempt() {
        Run run = runWithContext();
        String first = run.currentContextSnapshotId().orElseThrow();
        add(run, "a");
        Claim claim = take("a");
        append(run, SECOND);

        completeWith(claim, THIRD);

        ContextSnapshot next = current(run).orElseThrow();
        assertThat(next.payload()).isEqualTo(THIRD);
        assertThat(next.parentSnapshotId()).contains(first);
    }

    @Test
    void afterParallelBranchesTheLastCommittedIsCurrent() {
        Run run = runWithContext();
        String first = run.currentContextSnapshotId().orElseThrow();
        add(run, "a");
        add(run, "b");
        Claim a = take("a");
        Claim b = take("b");

        completeWith(b, SECOND);
        String ofB = current(run).orElseThrow().id();
        completeWith(a, THIRD);

        assertThat(current(run).orElseThrow().payload()).isEqualTo(THIRD);
        assertThat(current(run).orElseThrow().parentSnapshotId()).contains(first);
        assertThat(snapshot(ofB).parentSnapshotId()).contains(first);
        assertThat(snapshot(ofB).payload()).isEqualTo(SECOND);
    }

    @Test
    void appendedSnapshotIsOfTheRunAndBecomesCurrentUnderTheFormer() {
        Run run = runWithContext();
        String first = run.currentContextSnapshotId().orElseThrow();
        long mark = mark();
        clock.advanceMillis(3);

        ContextSnapshot appended = append(run, SECOND);

        assertThat(appended.scope()).isEqualTo(ContextScope.RUN);
        assertThat(appended.parentSnapshotId()).contains(first);
        assertThat(appended.label()).isEmpty();
        assertThat(appended.taskId()).isEmpty();
        assertThat(current(run)).contains(appended);
        assertThat(snapshot(appended.id())).isEqualTo(appended);
        assertThat(run(run.id()).updatedAt()).isEqualTo(clock.instant());
        assertThat(Payloads.of(only(EventType.CONTEXT_SNAPSHOT_CREATED, mark)))
                .isEqualTo(fields("snapshotId", appended.id(), "scope", "run", "parentSnapshotId", first));
    }

    @Test
    void appendedSnapshotOfATaskDoesNotBecomeCurrent() {
        Run run = runWithContext();
        add(run, "a");

        ContextSnapshot appended = append(AppendContextSnapshotRequest.builder(run.id(), SECOND)
                .taskId("a")
                .label("note"));

        assertThat(appended.scope()).isEqualTo(ContextScope.TASK);
        assertThat(appended.taskId()).contains("a");
        assertThat(appended.label()).contains("note");
        assertThat(current(run).orElseThrow().payload()).isEqualTo(FIRST);
        assertThat(snapshot(appended.id())).isEqualTo(appended);
    }

    @Test
    void snapshotOfATaskMayBeOfTheRunWhenThatIsSaid() {
        Run run = runWithContext();
        add(run, "a");

        ContextSnapshot appended = append(AppendContextSnapshotRequest.builder(run.id(), SECOND)
                .taskId("a")
                .scope(ContextScope.RUN));

        assertThat(current(run)).contains(appended);
        assertThat(appended.taskId()).contains("a");
    }

    @Test
    void idAndParentOfAnAppendedSnapshotMayBeGiven() {
        Run run = runWithContext();
        String first = run.currentContextSnapshotId().orElseThrow();
        append(run, SECOND);

        ContextSnapshot branch = append(
                AppendContextSnapshotRequest.builder(run.id(), THIRD).id("mine").parentSnapshotId(first));

        assertThat(branch.id()).isEqualTo("mine");
        assertThat(branch.parentSnapshotId()).contains(first);
        assertThat(current(run)).contains(branch);
    }

    @Test
    void takenSnapshotIdIsRefusedInEveryRun() {
        Run run = runWithContext();
        append(AppendContextSnapshotRequest.builder(run.id(), SECOND).id("mine"));

        for (Run any : List.of(run, createRun())) {
            OrchestratorException refusal = refused(
                    ErrorCode.DUPLICATE_ID,
                    () -> append(AppendContextSnapshotRequest.builder(any.id(), THIRD)
                            .id("mine")));
            assertThat(refusal.ids()).containsEntry("snapshotId", "mine");
        }
        assertThat(snapshot("mine").payload()).isEqualTo(SECOND);
    }

    @Test
    void foreignParentTaskAndContextAreRefused() {
        Run other = runWithContext();
        String foreign = other.currentContextSnapshotId().orElseThrow();
        add(other, "theirs");
        Run run = runWithContext();

        OrchestratorException parent = refused(
                ErrorCode.RECORD_NOT_FOUND,
                () -> append(
                        AppendContextSnapshotRequest.builder(run.id(), SECOND).parentSnapshotId(foreign)));
        OrchestratorException task = refused(
                ErrorCode.INVALID_ARGUMENT,
                () -> append(
                        AppendContextSnapshotRequest.builder(run.id(), SECOND).taskId("theirs")));
        OrchestratorException context =
                refused(ErrorCode.RECORD_NOT_FOUND, () -> enqueue(spec(run, "a").contextSnapshotId(foreign)));

        assertThat(parent.ids()).containsEntry("snapshotId", foreign);
        assertThat(task.message()).startsWith("taskId: given theirs");
        assertThat(context.ids()).containsEntry("snapshotId", foreign);
    }

    @Test
    void unknownIdsAreRefused() {
        Run run = runWithContext();
        String initial = run.currentContextSnapshotId().orElseThrow();

        refused(ErrorCode.RECORD_NOT_FOUND, () -> append(AppendContextSnapshotRequest.builder("run_none", SECOND)));
        refused(
                ErrorCode.RECORD_NOT_FOUND,
                () -> append(
                        AppendContextSnapshotRequest.builder(run.id(), SECOND).taskId("task_none")));
        refused(ErrorCode.RECORD_NOT_FOUND, () -> snapshot("ctx_none"));
        refused(
                ErrorCode.RECORD_NOT_FOUND,
                () -> orchestrator.getCurrentContextSnapshot(new GetCurrentContextSnapshotRequest("run_none")));
        OrchestratorException mistaken = refused(ErrorCode.RECORD_NOT_FOUND, () -> run(initial));
        assertThat(mistaken.message()).endsWith("that is a context snapshot id");
    }

    @Test
    void endedRunTakesNoSnapshot() {
        Run completed = runWithContext();
        add(completed, "a");
        finish("a");
        Run cancelled = runWithContext();
        orchestrator.cancelRun(CancelRunRequest.builder(cancelled.id()).build());

        for (Run ended : List.of(completed, cancelled)) {
            OrchestratorException refusal = refused(ErrorCode.RUN_TERMINAL, () -> append(ended, SECOND));
            assertThat(refusal.ids()).containsEntry("runId", ended.id());
            assertThat(refusal.nextTool()).contains("create_run");
        }
    }

    @Test
    void closedRunTakesNeitherSnapshotNorNextContextButItsTaskMayComplete() {
        Run run = runWithContext();
        add(run, "a");
        Claim claim = take("a");
        orchestrator.closeRun(CloseRunRequest.builder(run.id()).build());
        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);

        refused(ErrorCode.RUN_TERMINAL, () -> append(run, SECOND));
        refused(ErrorCode.RUN_TERMINAL, () -> completeWith(claim, SECOND));
        complete(claim);

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(current(run).orElseThrow().payload()).isEqualTo(FIRST);
    }

    @Test
    void contextSurvivesARestart() {
        Run run = runWithContext();
        add(run, "a");
        completeWith(take("a"), SECOND);
        Optional<ContextSnapshot> before = current(run);

        restart();

        assertThat(current(run)).isEqualTo(before).isPresent();
    }

    private Run runWithContext() {
        return orchestrator
                .createRun(CreateRunRequest.builder().context(FIRST).build())
                .run();
    }

    private Optional<ContextSnapshot> current(Run run) {
        return orchestrator
                .getCurrentContextSnapshot(new GetCurrentContextSnapshotRequest(run.id()))
                .snapshot();
    }

    private ContextSnapshot snapshot(String id) {
        return orchestrator
                .getContextSnapshot(new GetContextSnapshotRequest(id))
                .snapshot();
    }

    private ContextSnapshot append(Run run, Json payload) {
        return append(AppendContextSnapshotRequest.builder(run.id(), payload));
    }

    private ContextSnapshot append(AppendContextSnapshotRequest.Builder request) {
        return orchestrator.appendContextSnapshot(request.build()).snapshot();
    }

    private void completeWith(Claim claim, Json nextContext) {
        orchestrator.completeTask(CompleteTaskRequest.builder(claim.lease())
                .nextContext(nextContext)
                .build());
    }
}
