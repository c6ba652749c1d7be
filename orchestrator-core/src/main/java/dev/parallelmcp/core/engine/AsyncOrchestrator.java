package dev.parallelmcp.core.engine;

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
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.core.waiting.Stages;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Every operation as a CompletionStage, run on a given executor. A refusal completes the stage with the same {@link
 * dev.parallelmcp.core.error.OrchestratorException} that the operation throws.
 *
 * <p>The changes that one thread asks for take effect in that order, except {@code pruneRuns}, {@code expireLeases},
 * {@code runMaintenance} and {@code transaction}. These and the reads begin when the executor comes to them: one that must see a change has to wait
 * for its stage.
 *
 * <p>Thread-safe. Cancelling a stage's future does not undo an operation: it may take effect nevertheless.
 */
public final class AsyncOrchestrator {

    private final Orchestrator orchestrator;
    private final Executor executor;

    public AsyncOrchestrator(Orchestrator orchestrator, Executor executor) {
        this.orchestrator = orchestrator;
        this.executor = executor;
    }

    /** Any use of the orchestrator, for instance several operations in a row. */
    public <R> CompletionStage<R> submit(Function<? super Orchestrator, ? extends R> use) {
        return Stages.supply(() -> use.apply(orchestrator), executor);
    }

    private <R> CompletionStage<R> change(Function<? super Operations, ? extends R> operation) {
        return orchestrator.submit(operation, executor);
    }

    /** As {@link Orchestrator#transaction}. */
    public <R> CompletionStage<R> transaction(Function<? super Operations, ? extends R> work) {
        return submit(blocking -> blocking.<R>transaction(work));
    }

    /** As {@link Operations#createRun}. */
    public CompletionStage<RunResult> createRun(CreateRunRequest request) {
        return change(operations -> operations.createRun(request));
    }

    /** As {@link Operations#getRun}. */
    public CompletionStage<RunView> getRun(GetRunRequest request) {
        return submit(blocking -> blocking.getRun(request));
    }

    /** As {@link Operations#waitForRun}. */
    public CompletionStage<WaitForRunResult> waitForRun(WaitForRunRequest request) {
        return orchestrator.waiting().waitForRun(request, Caller.on(executor));
    }

    /** As {@link Operations#listRuns}. */
    public CompletionStage<RunPage> listRuns(ListRunsRequest request) {
        return submit(blocking -> blocking.listRuns(request));
    }

    /** As {@link Operations#closeRun}. */
    public CompletionStage<RunResult> closeRun(CloseRunRequest request) {
        return change(operations -> operations.closeRun(request));
    }

    /** As {@link Operations#cancelRun}. */
    public CompletionStage<RunResult> cancelRun(CancelRunRequest request) {
        return change(operations -> operations.cancelRun(request));
    }

    /** As {@link Operations#rerunRunFrom}. */
    public CompletionStage<RerunResult> rerunRunFrom(RerunRunFromRequest request) {
        return change(operations -> operations.rerunRunFrom(request));
    }

    /** As {@link Operations#pruneRuns}. */
    public CompletionStage<PruneResult> pruneRuns(PruneRunsRequest request) {
        return submit(blocking -> blocking.pruneRuns(request));
    }

    /** As {@link Operations#enqueueTask}. */
    public CompletionStage<TaskResult> enqueueTask(EnqueueTaskRequest request) {
        return change(operations -> operations.enqueueTask(request));
    }

    /** As {@link Operations#enqueueTasks}. */
    public CompletionStage<EnqueueTasksResult> enqueueTasks(EnqueueTasksRequest request) {
        return change(operations -> operations.enqueueTasks(request));
    }

    /** As {@link Operations#claimNextTask}. */
    public CompletionStage<ClaimResult> claimNextTask(ClaimNextTaskRequest request) {
        return orchestrator.waiting().claimNextTask(request, Caller.on(executor));
    }

    /** As {@link Operations#claimTasks}. */
    public CompletionStage<ClaimsResult> claimTasks(ClaimTasksRequest request) {
        return orchestrator.waiting().claimTasks(request, Caller.on(executor));
    }

    /** As {@link Operations#markTaskRunning}. */
    public CompletionStage<TaskResult> markTaskRunning(MarkTaskRunningRequest request) {
        return change(operations -> operations.markTaskRunning(request));
    }

    /** As {@link Operations#heartbeatLease}. */
    public CompletionStage<LeaseResult> heartbeatLease(HeartbeatLeaseRequest request) {
        return change(operations -> operations.heartbeatLease(request));
    }

    /** As {@link Operations#completeTask}. */
    public CompletionStage<TaskResult> completeTask(CompleteTaskRequest request) {
        return change(operations -> operations.completeTask(request));
    }

    /** As {@link Operations#completeTasks}. */
    public CompletionStage<CompleteTasksResult> completeTasks(CompleteTasksRequest request) {
        return change(operations -> operations.completeTasks(request));
    }

    /** As {@link Operations#failTask}. */
    public CompletionStage<TaskResult> failTask(FailTaskRequest request) {
        return change(operations -> operations.failTask(request));
    }

    /** As {@link Operations#pauseTask}. */
    public CompletionStage<TaskResult> pauseTask(PauseTaskRequest request) {
        return change(operations -> operations.pauseTask(request));
    }

    /** As {@link Operations#releaseTask}. */
    public CompletionStage<TaskResult> releaseTask(ReleaseTaskRequest request) {
        return change(operations -> operations.releaseTask(request));
    }

    /** As {@link Operations#resumeTask}. */
    public CompletionStage<TaskResult> resumeTask(ResumeTaskRequest request) {
        return change(operations -> operations.resumeTask(request));
    }

    /** As {@link Operations#cancelTask}. */
    public CompletionStage<TaskResult> cancelTask(CancelTaskRequest request) {
        return change(operations -> operations.cancelTask(request));
    }

    /** As {@link Operations#getTask}. */
    public CompletionStage<TaskDetails> getTask(GetTaskRequest request) {
        return submit(blocking -> blocking.getTask(request));
    }

    /** As {@link Operations#listRunTasks}. */
    public CompletionStage<TaskPage> listRunTasks(ListRunTasksRequest request) {
        return submit(blocking -> blocking.listRunTasks(request));
    }

    /** As {@link Operations#listPendingTasks}. */
    public CompletionStage<TaskPage> listPendingTasks(ListPendingTasksRequest request) {
        return submit(blocking -> blocking.listPendingTasks(request));
    }

    /** As {@link Operations#listDeadTasks}. */
    public CompletionStage<TaskPage> listDeadTasks(ListDeadTasksRequest request) {
        return submit(blocking -> blocking.listDeadTasks(request));
    }

    /** As {@link Operations#requeueDeadTask}. */
    public CompletionStage<TaskResult> requeueDeadTask(RequeueDeadTaskRequest request) {
        return change(operations -> operations.requeueDeadTask(request));
    }

    /** As {@link Operations#runMaintenance}. */
    public CompletionStage<MaintenanceResult> runMaintenance(RunMaintenanceRequest request) {
        return submit(blocking -> blocking.runMaintenance(request));
    }

    /** As {@link Operations#expireLeases}. */
    public CompletionStage<ExpireResult> expireLeases(ExpireLeasesRequest request) {
        return submit(blocking -> blocking.expireLeases(request));
    }

    /** As {@link Operations#appendContextSnapshot}. */
    public CompletionStage<SnapshotResult> appendContextSnapshot(AppendContextSnapshotRequest request) {
        return change(operations -> operations.appendContextSnapshot(request));
    }

    /** As {@link Operations#getCurrentContextSnapshot}. */
    public CompletionStage<CurrentSnapshotView> getCurrentContextSnapshot(GetCurrentContextSnapshotRequest request) {
        return submit(blocking -> blocking.getCurrentContextSnapshot(request));
    }

    /** As {@link Operations#getContextSnapshot}. */
    public CompletionStage<SnapshotView> getContextSnapshot(GetContextSnapshotRequest request) {
        return submit(blocking -> blocking.getContextSnapshot(request));
    }

    /** As {@link Operations#listRunEvents}. */
    public CompletionStage<EventPage> listRunEvents(ListRunEventsRequest request) {
        return submit(blocking -> blocking.listRunEvents(request));
    }

    /** As {@link Operations#listEventsSince}. */
    public CompletionStage<EventPage> listEventsSince(ListEventsSinceRequest request) {
        return orchestrator.waiting().listEventsSince(request, Caller.on(executor));
    }

    /** As {@link Operations#getStats}. */
    public CompletionStage<StatsResult> getStats(GetStatsRequest request) {
        return submit(blocking -> blocking.getStats(request));
    }

    /** As {@link Operations#emitTaskOutput}. */
    public CompletionStage<EmitTaskOutputResult> emitTaskOutput(EmitTaskOutputRequest request) {
        return change(operations -> operations.emitTaskOutput(request));
    }

    /** As {@link Operations#listTaskOutput}. */
    public CompletionStage<TaskOutputPage> listTaskOutput(ListTaskOutputRequest request) {
        return submit(blocking -> blocking.listTaskOutput(request));
    }
}
