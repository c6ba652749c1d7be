package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.engine.AsyncOrchestrator;
import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.GetContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetCurrentContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.request.ListPendingTasksRequest;
import dev.parallelmcp.core.model.request.ListRunEventsRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.request.ListTaskOutputRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation as a stage, on an executor that the test steps by hand. */
public abstract class AsyncContract extends NamedTaskContract {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private AsyncOrchestrator async;

    @BeforeEach
    final void wrap() {
        async = new AsyncOrchestrator(orchestrator, waiting::add);
    }

    @Test
    void everyOperationIsThere() {
        assertThat(names(AsyncOrchestrator.class)
                        .filter(name -> !name.startsWith("submit[") && !name.startsWith("transaction[")))
                .containsExactlyElementsOf(new TreeSet<>(names(Operations.class).toList()));
        assertThat(Arrays.stream(AsyncOrchestrator.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers())))
                .allMatch(method -> method.getReturnType() == CompletionStage.class);
    }

    @Test
    void nothingHappensBeforeTheExecutorRunsIt() {
        CompletionStage<?> stage = async.createRun(CreateRunRequest.builder().build());

        assertThat(told(0)).isEmpty();
        assertThat(stage.toCompletableFuture()).isNotDone();
        runAll();
        assertThat(told(0)).containsExactly("run.created");
        assertThat(stage.toCompletableFuture()).isCompleted();
    }

    @Test
    void runsAreMadeReadAndEnded() {
        Run run = done(async.createRun(CreateRunRequest.builder().keepOpen().build()))
                .run();
        assertThat(done(async.getRun(new GetRunRequest(run.id()))).run()).isEqualTo(run);
        assertThat(done(async.listRuns(ListRunsRequest.builder().build())).runs())
                .containsExactly(run);
        assertThat(done(async.closeRun(CloseRunRequest.builder(run.id()).build()))
                        .run()
                        .keepOpen())
                .isFalse();
        Run other = createRun();
        assertThat(done(async.cancelRun(CancelRunRequest.builder(other.id()).build()))
                        .run())
                .isEqualTo(run(other.id()));
        clock.advanceMillis(1);
        assertThat(done(async.pruneRuns(
                                PruneRunsRequest.builder(clock.instant()).build()))
                        .count())
                .isEqualTo(2);
    }

    @Test
    void tasksAreEnqueuedClaimedHeldAndEnded() {
        Run run = createRun();
        assertThat(done(async.enqueueTask(spec(run, "a").build())).task()).isEqualTo(task("a"));
        EnqueueTasksRequest graph = EnqueueTasksRequest.builder(
                        run.id(),
                        List.of(TaskDraft.builder("b").ref("second").delayMs(1).build()))
                .build();
        assertThat(done(async.enqueueTasks(graph)).idsByRef()).containsOnlyKeys("second");
        Claim claim = claimAsync();
        assertThat(done(async.markTaskRunning(
                                MarkTaskRunningRequest.builder(claim.lease()).build()))
                        .task()
                        .status())
                .isEqualTo(TaskStatus.RUNNING);
        assertThat(done(async.heartbeatLease(
                                HeartbeatLeaseRequest.builder(claim.lease()).build()))
                        .lease()
                        .heartbeatAt())
                .contains(clock.instant());
        assertThat(done(async.emitTaskOutput(
                                EmitTaskOutputRequest.builder(claim.lease(), OutputType.PARTIAL, Json.of("1"))
                                        .build()))
                        .sequence())
                .isOne();
        ListTaskOutputRequest outputs = ListTaskOutputRequest.builder("a").build();
        assertThat(done(async.listTaskOutput(outputs)).outputs())
                .hasSize(1)
                .isEqualTo(orchestrator.listTaskOutput(outputs).outputs());
        assertThat(done(async.completeTask(
                                CompleteTaskRequest.builder(claim.lease()).build()))
                        .task())
                .isEqualTo(task("a"));
        assertThat(task("a").status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void tasksAreReleasedPausedResumedFailedRequeuedCancelledAndRerun() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));

        assertThat(done(async.releaseTask(
                                ReleaseTaskRequest.builder(claimAsync().lease()).build()))
                        .task()
                        .status())
                .isEqualTo(TaskStatus.QUEUED);
        assertThat(done(async.pauseTask(PauseTaskRequest.builder(claimAsync().lease(), PauseStatus.BLOCKED)
                                .build()))
                        .task()
                        .status())
                .isEqualTo(TaskStatus.BLOCKED);
        assertThat(done(async.resumeTask(ResumeTaskRequest.builder("a").build()))
                        .task()
                        .status())
                .isEqualTo(TaskStatus.QUEUED);
        assertThat(done(async.failTask(FailTaskRequest.builder(claimAsync().lease(), "died")
                                .retryable()
                                .build()))
                        .task()
                        .dead())
                .isTrue();
        assertThat(done(async.requeueDeadTask(
                                RequeueDeadTaskRequest.builder("a").build()))
                        .task()
                        .status())
                .isEqualTo(TaskStatus.QUEUED);
        assertThat(done(async.cancelTask(CancelTaskRequest.builder("a").build()))
                        .task()
                        .status())
                .isEqualTo(TaskStatus.CANCELLED);
        assertThat(done(async.rerunRunFrom(RerunRunFromRequest.builder("a").build()))
                        .resetTaskIds())
                .containsExactly("a");
        claimAsync();
        clock.advanceMillis(60_000);
        assertThat(done(async.expireLeases(new ExpireLeasesRequest())).expiredTaskIds())
                .containsExactly("a");
    }

    @Test
    void listsAndRecordsAreRead() {
        Run run = createRun();
        enqueue(spec(run, "a").maxAttempts(1));
        bury("a");
        Run other = createRun();
        add(other, "b");

        GetTaskRequest task = GetTaskRequest.builder("a").includeAttempts().build();
        assertThat(done(async.getTask(task))).isEqualTo(orchestrator.getTask(task));
        ListRunTasksRequest tasks = ListRunTasksRequest.builder(run.id()).build();
        assertThat(done(async.listRunTasks(tasks)).tasks())
                .hasSize(1)
                .isEqualTo(orchestrator.listRunTasks(tasks).tasks());
        ListPendingTasksRequest pending = ListPendingTasksRequest.builder().build();
        assertThat(done(async.listPendingTasks(pending)).tasks())
                .hasSize(1)
                .isEqualTo(orchestrator.listPendingTasks(pending).tasks());
        ListDeadTasksRequest dead = ListDeadTasksRequest.builder().build();
        assertThat(done(async.listDeadTasks(dead)).tasks())
                .hasSize(1)
                .isEqualTo(orchestrator.listDeadTasks(dead).tasks());
        assertThat(done(async.listRunEvents(
                                ListRunEventsRequest.builder(other.id()).build()))
                        .events())
                .hasSize(3);
        assertThat(done(async.listEventsSince(ListEventsSinceRequest.builder().build()))
                        .events())
                .isEqualTo(log(0));
    }

    @Test
    void contextIsAppendedAndRead() {
        Run run = createRun();
        String id = done(async.appendContextSnapshot(AppendContextSnapshotRequest.builder(run.id(), Json.of("{}"))
                        .build()))
                .snapshot()
                .id();

        assertThat(done(async.getContextSnapshot(new GetContextSnapshotRequest(id)))
                        .snapshot()
                        .runId())
                .isEqualTo(run.id());
        assertThat(done(async.getCurrentContextSnapshot(new GetCurrentContextSnapshotRequest(run.id())))
                        .snapshot()
                        .orElseThrow()
                        .id())
                .isEqualTo(id);
    }

    @Test
    void transactionIsOneStage() {
        Run run = createRun();
        CompletionStage<String> stage = async.transaction(operations -> {
            operations.enqueueTask(spec(run, "a").build());
            return operations.enqueueTask(spec(run, "b").build()).task().id();
        });

        assertThat(done(stage)).isEqualTo("b");
        assertThat(tasksOf(run)).hasSize(2);
    }

    @Test
    void severalUsesMayBeOneStage() {
        CompletionStage<Run> stage = async.submit(blocking ->
                blocking.createRun(CreateRunRequest.builder().build()).run());

        assertThat(run(done(stage).id()).id()).isEqualTo(done(stage).id());
    }

    @Test
    void refusalCompletesTheStageWithTheSameException() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CompletionStage<?> stage =
                async.getTask(GetTaskRequest.builder("nobody").build());
        stage.whenComplete((answer, thrown) -> failure.set(thrown));

        runAll();

        assertThat(failure.get()).isInstanceOf(OrchestratorException.class);
        assertThat(((OrchestratorException) failure.get()).code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(failure.get());
    }

    @Test
    void refusalInATransactionUndoesIt() {
        Run run = createRun();

        refused(ErrorCode.UNKNOWN_DEPENDENCY, () -> {
            CompletionStage<?> stage = async.transaction(operations -> {
                operations.enqueueTask(spec(run, "a").build());
                return operations.enqueueTask(spec(run, "b", "nobody").build());
            });
            runAll();
            try {
                stage.toCompletableFuture().join();
            } catch (CompletionException e) {
                throw e.getCause();
            }
        });
    }

    @Test
    void stageThatIsCancelledBeforeItsTurnDoesNothing() {
        CompletionStage<?> stage = async.createRun(CreateRunRequest.builder().build());

        changesNothing(() -> {
            stage.toCompletableFuture().cancel(true);
            runAll();
        });
    }

    @Test
    void executorThatTakesNoMoreRefusesTheCall() {
        AsyncOrchestrator full = new AsyncOrchestrator(orchestrator, work -> {
            throw new RejectedExecutionException("full");
        });

        changesNothing(() -> assertThatThrownBy(
                        () -> full.createRun(CreateRunRequest.builder().build()))
                .isInstanceOf(RejectedExecutionException.class));
    }

    @Test
    void severalTasksAreClaimedAndEndedTogether() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        List<Claim> claims = done(async.claimTasks(
                        ClaimTasksRequest.builder("worker", 2).build()))
                .claims();
        CompleteTasksRequest request = CompleteTasksRequest.builder(
                        "worker",
                        claims.stream()
                                .map(claim -> Completion.builder(claim.lease()).build())
                                .toList())
                .build();
        assertThat(done(async.completeTasks(request)).results())
                .extracting(outcome -> outcome.task().orElseThrow())
                .containsExactly(task("a"), task("b"));
    }

    private Claim claimAsync() {
        return done(async.claimNextTask(ClaimNextTaskRequest.builder("worker").build()))
                .claim()
                .orElseThrow();
    }

    private <R> R done(CompletionStage<R> stage) {
        runAll();
        return stage.toCompletableFuture().join();
    }

    private void runAll() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }

    private static Stream<String> names(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !method.isSynthetic())
                .map(AsyncContract::signature)
                .sorted();
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
