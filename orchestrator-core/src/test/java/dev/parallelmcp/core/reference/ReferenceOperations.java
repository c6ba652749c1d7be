package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.engine.Operations;
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

/** The operations of the reference model, each beside its kind. Nothing waits: there is nobody to wait for. */
class ReferenceOperations implements Operations {

    private final View view;
    private final RunRules runs;
    private final HolderRules holders;
    private final OperatorRules operators;
    private final ReadRules reads;

    ReferenceOperations(View view) {
        this.view = view;
        this.runs = new RunRules(view);
        this.holders = new HolderRules(view);
        this.operators = new OperatorRules(view);
        this.reads = new ReadRules(view);
    }

    @Override
    public RunResult createRun(CreateRunRequest request) {
        return runs.createRun(request);
    }

    @Override
    public RunView getRun(GetRunRequest request) {
        return reads.getRun(request.runId());
    }

    @Override
    public WaitForRunResult waitForRun(WaitForRunRequest request) {
        ModelRun run = view.run(request.runId());
        return new WaitForRunResult(run.show(), reads.counts(run), run.status.terminal());
    }

    @Override
    public RunPage listRuns(ListRunsRequest request) {
        return reads.listRuns(request);
    }

    @Override
    public RunResult closeRun(CloseRunRequest request) {
        return runs.closeRun(request);
    }

    @Override
    public RunResult cancelRun(CancelRunRequest request) {
        return runs.cancelRun(request);
    }

    @Override
    public RerunResult rerunRunFrom(RerunRunFromRequest request) {
        return operators.rerunRunFrom(request);
    }

    @Override
    public PruneResult pruneRuns(PruneRunsRequest request) {
        return runs.pruneRuns(request);
    }

    @Override
    public TaskResult enqueueTask(EnqueueTaskRequest request) {
        return new EnqueueRules(view).enqueueTask(request);
    }

    @Override
    public EnqueueTasksResult enqueueTasks(EnqueueTasksRequest request) {
        return new EnqueueRules(view).enqueueTasks(request);
    }

    @Override
    public ClaimResult claimNextTask(ClaimNextTaskRequest request) {
        return new ClaimRules(view).claimNextTask(request);
    }

    @Override
    public ClaimsResult claimTasks(ClaimTasksRequest request) {
        return new ClaimRules(view).claimTasks(request);
    }

    @Override
    public TaskResult markTaskRunning(MarkTaskRunningRequest request) {
        return holders.markTaskRunning(request);
    }

    @Override
    public LeaseResult heartbeatLease(HeartbeatLeaseRequest request) {
        return holders.heartbeatLease(request);
    }

    @Override
    public TaskResult completeTask(CompleteTaskRequest request) {
        return holders.completeTask(request);
    }

    @Override
    public CompleteTasksResult completeTasks(CompleteTasksRequest request) {
        return holders.completeTasks(request);
    }

    @Override
    public TaskResult failTask(FailTaskRequest request) {
        return holders.failTask(request);
    }

    @Override
    public TaskResult pauseTask(PauseTaskRequest request) {
        return holders.pauseTask(request);
    }

    @Override
    public TaskResult releaseTask(ReleaseTaskRequest request) {
        return holders.releaseTask(request);
    }

    @Override
    public TaskResult resumeTask(ResumeTaskRequest request) {
        return operators.resumeTask(request);
    }

    @Override
    public TaskResult cancelTask(CancelTaskRequest request) {
        return operators.cancelTask(request);
    }

    @Override
    public TaskDetails getTask(GetTaskRequest request) {
        return reads.getTask(request);
    }

    @Override
    public TaskPage listRunTasks(ListRunTasksRequest request) {
        return reads.listRunTasks(request);
    }

    @Override
    public TaskPage listPendingTasks(ListPendingTasksRequest request) {
        return reads.listPendingTasks(request);
    }

    @Override
    public TaskPage listDeadTasks(ListDeadTasksRequest request) {
        return reads.listDeadTasks(request);
    }

    @Override
    public TaskResult requeueDeadTask(RequeueDeadTaskRequest request) {
        return operators.requeueDeadTask(request);
    }

    @Override
    public ExpireResult expireLeases(ExpireLeasesRequest request) {
        return runs.expireLeases();
    }

    @Override
    public MaintenanceResult runMaintenance(RunMaintenanceRequest request) {
        return runs.runMaintenance();
    }

    @Override
    public SnapshotResult appendContextSnapshot(AppendContextSnapshotRequest request) {
        return new ContextRules(view).appendContextSnapshot(request);
    }

    @Override
    public CurrentSnapshotView getCurrentContextSnapshot(GetCurrentContextSnapshotRequest request) {
        return new CurrentSnapshotView(view.run(request.runId()).currentContext.map(view::snapshot));
    }

    @Override
    public SnapshotView getContextSnapshot(GetContextSnapshotRequest request) {
        return new SnapshotView(view.snapshot(request.snapshotId()));
    }

    @Override
    public EventPage listRunEvents(ListRunEventsRequest request) {
        throw new UnsupportedOperationException("nobody can foresee the ids of events; see ReferenceModel.log");
    }

    @Override
    public EventPage listEventsSince(ListEventsSinceRequest request) {
        throw new UnsupportedOperationException("nobody can foresee the ids of events; see ReferenceModel.log");
    }

    @Override
    public StatsResult getStats(GetStatsRequest request) {
        return new StatsRules(view).getStats(request);
    }

    @Override
    public EmitTaskOutputResult emitTaskOutput(EmitTaskOutputRequest request) {
        return holders.emitTaskOutput(request);
    }

    @Override
    public TaskOutputPage listTaskOutput(ListTaskOutputRequest request) {
        return reads.listTaskOutput(request);
    }
}
