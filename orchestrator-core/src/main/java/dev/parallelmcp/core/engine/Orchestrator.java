package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.MaintenanceWork;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.GetContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetCurrentContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetStatsRequest;
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
import dev.parallelmcp.core.model.request.RunMaintenanceRequest;
import dev.parallelmcp.core.model.request.WaitForRunRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.ClaimsResult;
import dev.parallelmcp.core.model.result.CompleteTasksResult;
import dev.parallelmcp.core.model.result.CurrentSnapshotView;
import dev.parallelmcp.core.model.result.EmitTaskOutputResult;
import dev.parallelmcp.core.model.result.EnqueueTasksResult;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.model.result.ExpireResult;
import dev.parallelmcp.core.model.result.LeaseResult;
import dev.parallelmcp.core.model.result.MaintenanceResult;
import dev.parallelmcp.core.model.result.PruneResult;
import dev.parallelmcp.core.model.result.RerunResult;
import dev.parallelmcp.core.model.result.RunPage;
import dev.parallelmcp.core.model.result.RunResult;
import dev.parallelmcp.core.model.result.RunView;
import dev.parallelmcp.core.model.result.SnapshotResult;
import dev.parallelmcp.core.model.result.SnapshotView;
import dev.parallelmcp.core.model.result.StatsResult;
import dev.parallelmcp.core.model.result.TaskDetails;
import dev.parallelmcp.core.model.result.TaskOutputPage;
import dev.parallelmcp.core.model.result.TaskPage;
import dev.parallelmcp.core.model.result.TaskResult;
import dev.parallelmcp.core.model.result.WaitForRunResult;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.Transaction;
import dev.parallelmcp.core.waiting.CallerThread;
import dev.parallelmcp.core.waiting.WaitingRoom;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The orchestration core on a store: every operation as a transaction of its own, several as one with {@link
 * #transaction}, and events to listeners.
 *
 * <pre>{@code
 * try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(Path.of("state.sqlite")))) {
 *     Run run = orchestrator.createRun(CreateRunRequest.builder().build()).run();
 *     orchestrator.enqueueTask(EnqueueTaskRequest.builder(run.id(), "greet").build());
 * }
 * }</pre>
 *
 * <p>Thread-safe. Methods block while the database works; {@link AsyncOrchestrator} does not.
 */
public final class Orchestrator implements Operations, AutoCloseable {

    private final Store store;
    private final Settings settings;
    private final Transactor transactor;
    private final Housekeeping housekeeping;
    private final WaitingRoom waitingRoom;
    private final WaitingOperations waiting;

    Orchestrator(Store store, Settings settings) {
        this.store = store;
        this.settings = settings;
        this.transactor = new Transactor(store, settings);
        this.housekeeping = new Housekeeping(transactor);
        this.waitingRoom = new WaitingRoom(store);
        this.waiting = new WaitingOperations(transactor, waitingRoom);
    }

    /** With all defaults. The orchestrator owns the store from now on and closes it. */
    public static Orchestrator on(Store store) {
        return builder(store).build();
    }

    public static OrchestratorBuilder builder(Store store) {
        return new OrchestratorBuilder(store);
    }

    /**
     * Runs several operations as one transaction: all of them or, when {@code work} throws or one of them is refused,
     * none. {@code work} runs on the calling thread while the store's writer is held, so it should be quick, and it must
     * use only the operations it is given.
     */
    public <R> R transaction(Function<? super Operations, ? extends R> work) {
        return store.writeOnCallerThread(tx -> inTransaction(work, tx));
    }

    /**
     * Queues operations as one transaction and returns at once; a thread of {@code executor} then sees to it and completes
     * the stage. What one thread submits takes effect in the order of submission, though commits are shared. A refusal
     * fails the stage with its {@link dev.parallelmcp.core.error.OrchestratorException}.
     *
     * <p>{@code work} may run on any thread that uses this orchestrator, while the store's writer is held: it must be
     * quick, must not wait, and must use only the operations it is given. What depends on the stage is free to do
     * anything.
     */
    public <R> CompletionStage<R> submit(Function<? super Operations, ? extends R> work, Executor executor) {
        return store.submit(tx -> inTransaction(work, tx), executor);
    }

    private <R> R inTransaction(Function<? super Operations, ? extends R> work, Transaction tx) {
        TransactionOperations operations = new TransactionOperations(tx, settings);
        R result = work.apply(operations);
        operations.end();
        return result;
    }

    /**
     * Calls {@code listener} with every event that this orchestrator commits from now on (in its namespace, if it has
     * one), in order, on one thread of its own. A listener that throws is logged and disturbs nobody. Events of other processes are not heard: follow the
     * log with {@link #listEventsSince} for those.
     *
     * @return closes the subscription
     */
    public Subscription onEvent(Consumer<? super Event> listener) {
        return settings.dispatcher().add(listener);
    }

    /** The operations that wait, for callers who have better use for their threads. */
    public WaitingOperations waiting() {
        return waiting;
    }

    /** Fails those who wait with STORE_UNAVAILABLE, waits for running operations, lets listeners hear what was committed, and closes the store. */
    @Override
    public void close() {
        waitingRoom.close();
        store.close();
        settings.dispatcher().close();
    }

    @Override
    public RunResult createRun(CreateRunRequest request) {
        return write(operations -> operations.createRun(request));
    }

    @Override
    public RunView getRun(GetRunRequest request) {
        return read(RunQueries::get, request);
    }

    @Override
    public WaitForRunResult waitForRun(WaitForRunRequest request) {
        return CallerThread.await(caller -> waiting.waitForRun(request, caller));
    }

    @Override
    public RunPage listRuns(ListRunsRequest request) {
        return read(RunQueries::list, request);
    }

    @Override
    public RunResult closeRun(CloseRunRequest request) {
        return write(operations -> operations.closeRun(request));
    }

    @Override
    public RunResult cancelRun(CancelRunRequest request) {
        return write(operations -> operations.cancelRun(request));
    }

    @Override
    public RerunResult rerunRunFrom(RerunRunFromRequest request) {
        return write(operations -> operations.rerunRunFrom(request));
    }

    @Override
    public PruneResult pruneRuns(PruneRunsRequest request) {
        List<String> pruned = housekeeping.prunable(request).stream()
                .filter(runId -> housekeeping.prune(request, runId))
                .toList();
        return new PruneResult(pruned, pruned.size());
    }

    @Override
    public TaskResult enqueueTask(EnqueueTaskRequest request) {
        return write(operations -> operations.enqueueTask(request));
    }

    @Override
    public EnqueueTasksResult enqueueTasks(EnqueueTasksRequest request) {
        return write(operations -> operations.enqueueTasks(request));
    }

    @Override
    public ClaimResult claimNextTask(ClaimNextTaskRequest request) {
        return request.waitMs().isPresent()
                ? CallerThread.await(caller -> waiting.claimNextTask(request, caller))
                : write(operations -> operations.claimNextTask(request));
    }

    @Override
    public ClaimsResult claimTasks(ClaimTasksRequest request) {
        return request.waitMs().isPresent()
                ? CallerThread.await(caller -> waiting.claimTasks(request, caller))
                : write(operations -> operations.claimTasks(request));
    }

    @Override
    public TaskResult markTaskRunning(MarkTaskRunningRequest request) {
        return write(operations -> operations.markTaskRunning(request));
    }

    @Override
    public LeaseResult heartbeatLease(HeartbeatLeaseRequest request) {
        return write(operations -> operations.heartbeatLease(request));
    }

    @Override
    public TaskResult completeTask(CompleteTaskRequest request) {
        return write(operations -> operations.completeTask(request));
    }

    @Override
    public CompleteTasksResult completeTasks(CompleteTasksRequest request) {
        return write(operations -> operations.completeTasks(request));
    }

    @Override
    public TaskResult failTask(FailTaskRequest request) {
        return write(operations -> operations.failTask(request));
    }

    @Override
    public TaskResult pauseTask(PauseTaskRequest request) {
        return write(operations -> operations.pauseTask(request));
    }

    @Override
    public TaskResult releaseTask(ReleaseTaskRequest request) {
        return write(operations -> operations.releaseTask(request));
    }

    @Override
    public TaskResult resumeTask(ResumeTaskRequest request) {
        return write(operations -> operations.resumeTask(request));
    }

    @Override
    public TaskResult cancelTask(CancelTaskRequest request) {
        return write(operations -> operations.cancelTask(request));
    }

    @Override
    public TaskDetails getTask(GetTaskRequest request) {
        return read(TaskQueries::get, request);
    }

    @Override
    public TaskPage listRunTasks(ListRunTasksRequest request) {
        return read(TaskQueries::ofRun, request);
    }

    @Override
    public TaskPage listPendingTasks(ListPendingTasksRequest request) {
        return read(TaskQueries::pending, request);
    }

    @Override
    public TaskPage listDeadTasks(ListDeadTasksRequest request) {
        return read(TaskQueries::dead, request);
    }

    @Override
    public TaskResult requeueDeadTask(RequeueDeadTaskRequest request) {
        return write(operations -> operations.requeueDeadTask(request));
    }

    @Override
    public ExpireResult expireLeases(ExpireLeasesRequest request) {
        List<String> expired = housekeeping.applyAllDue().expiredTaskIds();
        return new ExpireResult(expired, expired.size());
    }

    @Override
    public MaintenanceResult runMaintenance(RunMaintenanceRequest request) {
        DueTally done = housekeeping.applyAllDue();
        housekeeping
                .term()
                .ifPresent(term ->
                        done.count(MaintenanceWork.RUNS_PRUNED, pruneRuns(term).count()));
        return new MaintenanceResult(done.counts());
    }

    /** What may be meant by the beginning of an id or a kind. */
    public Completions completions() {
        return new Completions(store, settings.scope());
    }

    /** What maintenance does, in its steps. */
    Housekeeping housekeeping() {
        return housekeeping;
    }

    @Override
    public SnapshotResult appendContextSnapshot(AppendContextSnapshotRequest request) {
        return write(operations -> operations.appendContextSnapshot(request));
    }

    @Override
    public CurrentSnapshotView getCurrentContextSnapshot(GetCurrentContextSnapshotRequest request) {
        return read(ContextQueries::current, request);
    }

    @Override
    public SnapshotView getContextSnapshot(GetContextSnapshotRequest request) {
        return read(ContextQueries::get, request);
    }

    @Override
    public EventPage listRunEvents(ListRunEventsRequest request) {
        return read(EventQueries::ofRun, request);
    }

    @Override
    public EventPage listEventsSince(ListEventsSinceRequest request) {
        return request.waitMs().isPresent()
                ? CallerThread.await(caller -> waiting.listEventsSince(request, caller))
                : read(EventQueries::since, request);
    }

    @Override
    public StatsResult getStats(GetStatsRequest request) {
        return read(StatsQueries::get, request);
    }

    @Override
    public EmitTaskOutputResult emitTaskOutput(EmitTaskOutputRequest request) {
        return write(operations -> operations.emitTaskOutput(request));
    }

    @Override
    public TaskOutputPage listTaskOutput(ListTaskOutputRequest request) {
        return read(OutputQueries::ofTask, request);
    }

    private <R> R write(Function<TransactionOperations, R> operation) {
        return transactor.write(operation);
    }

    private <Q, R> R read(BiFunction<ReadTransaction, Q, R> query, Q request) {
        return transactor.read(tx -> query.apply(tx, request));
    }
}
