package dev.parallelmcp.core.contract;

import static dev.parallelmcp.core.contract.GraphContract.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A graph of which any part is wrong leaves nothing behind, and the refusal says which part. */
public abstract class GraphRefusalContract extends NamedTaskContract {

    private OrchestratorException refusal(ErrorCode code, Run run, TaskDraft.Builder... tasks) {
        return refused(
                code,
                () -> orchestrator.enqueueTasks(EnqueueTasksRequest.builder(
                                run.id(),
                                List.of(tasks).stream()
                                        .map(TaskDraft.Builder::build)
                                        .toList())
                        .build()));
    }

    private static TaskDraft.Builder named(String ref, String... dependsOn) {
        return TaskDraft.builder("any").ref(ref).dependsOn(List.of(dependsOn));
    }

    @Test
    void cycleIsNamed() {
        Run run = createRun();

        OrchestratorException refusal = refusal(
                ErrorCode.DEPENDENCY_CYCLE,
                run,
                named("free"),
                named("behind", "b"),
                named("a", "free", "b"),
                named("b", "c"),
                named("c", "a"));

        assertThat(refusal.message()).endsWith(": b → c → a → b");
        assertThat(refusal.retryable()).isFalse();
    }

    @Test
    void taskThatDependsOnItselfIsACycle() {
        Run run = createRun();

        assertThat(refusal(ErrorCode.DEPENDENCY_CYCLE, run, named("a", "a")).message())
                .endsWith(": a → a");
        OrchestratorException ofOwnId = refusal(ErrorCode.DEPENDENCY_CYCLE, run, draft("x", "y"), draft("y", "x"));
        assertThat(ofOwnId.message()).endsWith(": x → y → x");
        assertThat(ofOwnId.ids()).containsEntry("taskId", "x");
    }

    @Test
    void longCycleIsNamedByItsBeginning() {
        Run run = createRun();
        TaskDraft.Builder[] round = IntStream.range(0, 1_000)
                .mapToObj(i -> named("t" + i, "t" + (i + 1) % 1_000))
                .toArray(TaskDraft.Builder[]::new);

        assertThat(refusal(ErrorCode.DEPENDENCY_CYCLE, run, round).message())
                .endsWith(": t0 → t1 → t2 → t3 → t4 → t5 → t6 → t7 → t8 → t9 → (990 more) → t0");
    }

    @Test
    void unknownDependencyIsNamedWithItsTask() {
        Run run = createRun();
        add(createRun(), "foreign");

        OrchestratorException refusal = refusal(
                ErrorCode.UNKNOWN_DEPENDENCY,
                run,
                named("a"),
                named("build", "a", "nobody", "foreign"),
                named("c", "none"));

        assertThat(refusal.message())
                .startsWith("tasks[1] (ref build): run " + run.id() + " has no task nobody, foreign;");
        assertThat(refusal.ids()).containsEntry("runId", run.id());
        assertThat(refusal(ErrorCode.UNKNOWN_DEPENDENCY, run, draft("x", run.id()))
                        .message())
                .startsWith("tasks[0]: ")
                .contains("; one is a run id; ");
    }

    @Test
    void takenIdIsRefusedWithItsTask() {
        Run run = createRun();
        add(run, "a");

        assertThat(refusal(ErrorCode.DUPLICATE_ID, run, draft("b"), draft("a").ref("r"))
                        .message())
                .startsWith("tasks[1] (ref r): a task with id a exists already");
        assertThat(refusal(ErrorCode.DUPLICATE_ID, run, draft("b"), draft("c"), draft("b"))
                        .message())
                .startsWith("tasks[2]: a task with id b exists already");
    }

    @Test
    void takenKeyIsRefusedWithItsTask() {
        Run run = createRun();
        enqueue(spec(run, "a").key("one"));

        OrchestratorException refusal = refusal(
                ErrorCode.DUPLICATE_TASK_KEY,
                run,
                draft("b").key("two"),
                draft("c").key("one"));

        assertThat(refusal.message()).startsWith("tasks[1]: run " + run.id() + " has a task with key one");
        assertThat(refusal.ids()).containsEntry("key", "one");
        assertThat(refusal(
                                ErrorCode.DUPLICATE_TASK_KEY,
                                run,
                                draft("b").key("x"),
                                draft("c").key("x"))
                        .message())
                .startsWith("tasks[1]: ");
    }

    @Test
    void unknownSnapshotIsRefusedWithItsTask() {
        OrchestratorException refusal = refusal(
                ErrorCode.RECORD_NOT_FOUND, createRun(), draft("a"), named("b").contextSnapshotId("ctx_none"));

        assertThat(refusal.message()).startsWith("tasks[1] (ref b): there is no context snapshot with id ctx_none");
    }

    @Test
    void tooLargePayloadIsRefusedWithItsTask() {
        restart(OrchestratorOptions.DEFAULT.withMaxPayloadBytes(10));

        OrchestratorException refusal = refusal(
                ErrorCode.PAYLOAD_TOO_LARGE, createRun(), draft("a"), named("b").input(Json.of("\"0123456789\"")));

        assertThat(refusal.message()).startsWith("tasks[1] (ref b): input holds 12 bytes, allowed are 10");
    }

    @Test
    void wholeGraphMustFitTheRun() {
        restart(OrchestratorOptions.DEFAULT.withMaxTasksPerRun(3));
        Run run = createRun();
        add(run, "a");

        OrchestratorException refusal = refusal(ErrorCode.LIMIT_EXCEEDED, run, draft("b"), draft("c"), draft("d"));

        assertThat(refusal.message()).contains("holds 1 tasks and may hold 3, so there is no room for 3 more");
        orchestrator.enqueueTasks(EnqueueTasksRequest.builder(
                        run.id(), List.of(draft("b").build(), draft("c").build()))
                .build());
        assertThat(tasksOf(run)).hasSize(3);
    }

    @Test
    void closedRunTakesNoGraph() {
        Run run = createRun();
        orchestrator.closeRun(CloseRunRequest.builder(run.id()).build());

        refusal(ErrorCode.RUN_TERMINAL, run, draft("a"));
    }
}
