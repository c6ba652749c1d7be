package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A run's record: what it is given, its counters, its id and namespace. */
public abstract class RunRecordContract extends ObservingContract {

    private static final Json CONTEXT = Json.of("{\"goal\": 1.0, \"big\": 1e400}");

    @Test
    void runShowsWhatItWasGiven() {
        Run run = createRun(CreateRunRequest.builder()
                .id("mine")
                .namespace("team")
                .externalId("ticket 7")
                .metadata(Json.of("{\"b\": 1.0, \"a\": 2}"))
                .context(CONTEXT)
                .keepOpen());
        assertThat(run.id()).isEqualTo("mine");
        assertThat(run.namespace()).isEqualTo("team");
        assertThat(run.externalId()).contains("ticket 7");
        assertThat(run.metadata()).contains(Json.of("{\"b\": 1.0, \"a\": 2}"));
        assertThat(run.currentContextSnapshotId()).isPresent();
        assertThat(run.keepOpen()).isTrue();
        assertThat(run.status()).isEqualTo(RunStatus.PENDING);
        assertThat(run.createdAt()).isEqualTo(clock.instant());
        assertThat(run.updatedAt()).isEqualTo(clock.instant());
        assertThat(run(run.id())).isEqualTo(run);
    }

    @Test
    void runThatIsGivenNothingHasAnIdAndTheDefaultNamespace() {
        Run run = createRun();
        assertThat(run.id()).startsWith("run_");
        assertThat(run.namespace()).isEqualTo("default");
        assertThat(run.externalId()).isEmpty();
        assertThat(run.metadata()).isEmpty();
        assertThat(run.currentContextSnapshotId()).isEmpty();
        assertThat(run.keepOpen()).isFalse();
        assertThat(createRun().id()).isNotEqualTo(run.id());
    }

    @Test
    void creationIsAnEventAndSoIsTheFirstContext() {
        Run plain = createRun();
        assertThat(events(plain)).singleElement().satisfies(event -> {
            assertThat(event.eventType()).isEqualTo(EventType.RUN_CREATED);
            assertThat(event.runId()).isEqualTo(plain.id());
            assertThat(event.taskId()).isEmpty();
            assertThat(event.createdAt()).isEqualTo(clock.instant());
            assertThat(Payloads.of(event)).containsEntry("status", "pending").containsEntry("keepOpen", false);
        });
        Run run = createRun(CreateRunRequest.builder().context(CONTEXT));
        List<Event> events = events(run);
        assertThat(types(events)).containsExactly(EventType.RUN_CREATED, EventType.CONTEXT_SNAPSHOT_CREATED);
        assertThat(Payloads.of(events.get(1)))
                .containsEntry("snapshotId", run.currentContextSnapshotId().orElseThrow())
                .containsEntry("label", "run.initial");
    }

    @Test
    void runCountsItsTasksByStateInLifecycleOrder() {
        Run run = createRun();
        List<RunPart> parts = List.of(
                RunPart.READY,
                RunPart.LEASED,
                RunPart.RUNNING,
                RunPart.BLOCKED,
                RunPart.WAITING_INPUT,
                RunPart.COMPLETED,
                RunPart.FAILED);
        // One ready task, two leased ones and so on: no two states have the same count.
        List<RunPart> tasks = IntStream.range(0, parts.size())
                .boxed()
                .flatMap(i -> Collections.nCopies(i + 1, parts.get(i)).stream())
                .toList();
        tasks.forEach(part -> part.enqueue(orchestrator, run));
        tasks.forEach(part -> part.move(orchestrator, run));
        RunPart.DELAYED.enqueue(orchestrator, run);
        String blocked = tasksOf(run).stream()
                .filter(task -> task.status() == TaskStatus.BLOCKED)
                .findFirst()
                .orElseThrow()
                .id();
        for (int i = 0; i < 7; i++) {
            enqueue(EnqueueTaskRequest.builder(run.id(), "unmet").dependsOnTaskIds(List.of(blocked)));
        }
        Map<TaskStatus, Integer> counts =
                orchestrator.getRun(new GetRunRequest(run.id())).taskCounts();
        assertThat(counts)
                .containsExactly(
                        entry(TaskStatus.QUEUED, 9),
                        entry(TaskStatus.LEASED, 2),
                        entry(TaskStatus.RUNNING, 3),
                        entry(TaskStatus.BLOCKED, 4),
                        entry(TaskStatus.WAITING_INPUT, 5),
                        entry(TaskStatus.COMPLETED, 6),
                        entry(TaskStatus.FAILED, 7),
                        entry(TaskStatus.CANCELLED, 0));
    }

    @Test
    void runCountsOnlyItsOwnTasks() {
        Run run = createRun();
        Run other = createRun();
        enqueue(run, "a");
        enqueue(other, "a");
        enqueue(other, "a");
        assertThat(orchestrator.getRun(new GetRunRequest(run.id())).taskCounts())
                .containsEntry(TaskStatus.QUEUED, 1);
        assertThat(orchestrator.getRun(new GetRunRequest(other.id())).taskCounts())
                .containsEntry(TaskStatus.QUEUED, 2);
    }

    @Test
    void takenRunIdIsRefusedInEveryNamespace() {
        Run run = createRun(CreateRunRequest.builder().id("mine").externalId("first"));
        for (String namespace : List.of("default", "elsewhere")) {
            OrchestratorException refusal = refused(
                    run, () -> createRun(CreateRunRequest.builder().id("mine").namespace(namespace)));
            assertThat(refusal.code()).isEqualTo(ErrorCode.DUPLICATE_ID);
            assertThat(refusal.ids()).containsExactly(entry("runId", "mine"));
            assertThat(refusal.retryable()).isFalse();
        }
        assertThat(orchestrator.listRuns(ListRunsRequest.builder().build()).runs())
                .containsExactly(run);
    }

    @Test
    void takenTaskIdIsRefusedInEveryRun() {
        Run run = createRun();
        Run other = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").id("mine"));
        for (Run in : List.of(run, other)) {
            OrchestratorException refusal = refused(
                    in, () -> enqueue(EnqueueTaskRequest.builder(in.id(), "b").id("mine")));
            assertThat(refusal.code()).isEqualTo(ErrorCode.DUPLICATE_ID);
            assertThat(refusal.ids()).containsExactly(entry("taskId", "mine"));
        }
    }

    @Test
    void takenTaskKeyIsRefusedInItsOwnRunOnly() {
        Run run = createRun();
        Run other = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").key("step"));
        OrchestratorException refusal = refused(
                run, () -> enqueue(EnqueueTaskRequest.builder(run.id(), "b").key("step")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.DUPLICATE_TASK_KEY);
        assertThat(refusal.ids()).containsExactly(entry("runId", run.id()), entry("key", "step"));
        assertThat(enqueue(EnqueueTaskRequest.builder(other.id(), "b").key("step"))
                        .key())
                .contains("step");
    }

    @Test
    void unknownRunIsNotFoundByAnyOperation() {
        List<ThrowingCallable> calls = List.of(
                () -> run("run_none"),
                () -> orchestrator.closeRun(CloseRunRequest.builder("run_none").build()),
                () -> orchestrator.cancelRun(
                        CancelRunRequest.builder("run_none").build()),
                () -> enqueue(EnqueueTaskRequest.builder("run_none", "a")),
                () -> orchestrator.listRunTasks(
                        ListRunTasksRequest.builder("run_none").build()),
                () -> tryClaim(ClaimNextTaskRequest.builder("worker").runId("run_none")));
        for (ThrowingCallable call : calls) {
            OrchestratorException refusal = refused(call);
            assertThat(refusal.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
            assertThat(refusal.ids()).containsExactly(entry("runId", "run_none"));
        }
    }

    @Test
    void idOfTheWrongKindSaysSo() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        assertThat(refused(() -> run(task.id())).message()).contains("that is a task id");
        assertThat(refused(() -> task(run.id())).message()).contains("that is a run id");
    }

    @Test
    void everythingIsTheSameAfterARestart() {
        Run run = createRun(CreateRunRequest.builder().context(CONTEXT).metadata(Json.of("{}")));
        Task first = enqueue(run, "a");
        enqueue(EnqueueTaskRequest.builder(run.id(), "b")
                .dependsOnTaskIds(List.of(first.id()))
                .onDependencyFailure(DependencyFailurePolicy.WAIT));
        enqueue(EnqueueTaskRequest.builder(run.id(), "c").delayMs(1_000).input(CONTEXT));
        fail(claim());
        Run ended = createRun();
        enqueue(ended, "d");
        complete(claim());
        Sight before = look(run);
        Sight beforeEnded = look(ended);
        restart();
        assertThat(look(run)).isEqualTo(before);
        assertThat(look(ended)).isEqualTo(beforeEnded);
    }

    @Test
    void runGoesOnAfterARestartInEveryState() {
        Run run = createRun();
        restart();
        enqueue(run, "a");
        restart();
        var claim = claim();
        restart();
        Task paused = pause(claim, PauseStatus.WAITING_INPUT);
        restart();
        assertThat(status(run)).isEqualTo(RunStatus.WAITING);
        resume(paused);
        restart();
        complete(claim());
        restart();
        assertThat(status(run)).isEqualTo(RunStatus.COMPLETED);
        assertThat(refused(run, () -> enqueue(run, "b")).code()).isEqualTo(ErrorCode.RUN_TERMINAL);
    }
}
