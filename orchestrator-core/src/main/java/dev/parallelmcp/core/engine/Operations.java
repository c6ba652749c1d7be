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

/**
 * Everything that can be asked of the orchestration core. Each method is one transaction: the change and its events
 * together, or nothing.
 *
 * <p>Errors are {@link dev.parallelmcp.core.error.OrchestratorException}s. All methods may give RECORD_NOT_FOUND for an
 * unknown id, IDEMPOTENCY_CONFLICT for a client token used otherwise before, and STORE_BUSY, STORE_UNAVAILABLE or
 * STORE_CORRUPT from the database. Methods of a lease holder also give LEASE_CONFLICT, TASK_CANCELLED, LEASE_EXPIRED or
 * INVALID_TRANSITION, in this order of precedence.
 *
 * <p>Requests with {@code waitMs} wait for what is not there yet, for so many milliseconds at most and without holding up
 * anybody, and then answer that it is not there. Inside a transaction nothing waits, and {@code waitMs} means nothing.
 */
public interface Operations {

    /** Creates a run. Also gives DUPLICATE_ID, PAYLOAD_TOO_LARGE. */
    RunResult createRun(CreateRunRequest request);

    /** One run and its tasks counted by state. */
    RunView getRun(GetRunRequest request);

    /** Waits until a run has ended or cannot go on by itself, for as long as the request says; an unknown id is refused at once. */
    WaitForRunResult waitForRun(WaitForRunRequest request);

    /** A page of runs. */
    RunPage listRuns(ListRunsRequest request);

    /** Refuses further tasks; the run ends when those it has do. Repeated, it changes nothing. Also gives RUN_TERMINAL after cancelRun. */
    RunResult closeRun(CloseRunRequest request);

    /** Cancels the run and everything unfinished in it, for good. A run that has ended is answered unchanged. */
    RunResult cancelRun(CancelRunRequest request);

    /** Does an ended task once more and everything that depends on it; the run comes alive again. Also gives INVALID_TRANSITION when the task has not ended, a dependency of it is not completed, or a dependent is held or paused; RUN_TERMINAL after cancelRun. */
    RerunResult rerunRunFrom(RerunRunFromRequest request);

    /** Deletes ended runs with all that hangs on them, one transaction each. Live runs are never touched. */
    PruneResult pruneRuns(PruneRunsRequest request);

    /** Adds a task. Where a dependency has failed already, the task's policy applies at once and the answer shows it. Also gives DUPLICATE_ID, DUPLICATE_TASK_KEY, RUN_TERMINAL, UNKNOWN_DEPENDENCY, LIMIT_EXCEEDED, PAYLOAD_TOO_LARGE. */
    TaskResult enqueueTask(EnqueueTaskRequest request);

    /**
     * Adds a graph of tasks, all of them or none. Each is as if enqueued by itself, after those that it depends on; else
     * they stand in the order given. Also gives what enqueueTask does, and DEPENDENCY_CYCLE.
     */
    EnqueueTasksResult enqueueTasks(EnqueueTasksRequest request);

    /** Leases the next claimable task to a worker: highest priority first, then the oldest. Applies what is due beforehand. Those who wait are served in the order of their coming. */
    ClaimResult claimNextTask(ClaimNextTaskRequest request);

    /** Leases the next claimable tasks to a worker, as so many claims in a row would, in one transaction. Fewer than asked for when no more are ready, or when more would not fit the answer. */
    ClaimsResult claimTasks(ClaimTasksRequest request);

    /** The lease holder says that it began. Repeated, it changes nothing. */
    TaskResult markTaskRunning(MarkTaskRunningRequest request);

    /** Renews a lease, never beyond the attempt's timeout. A late heartbeat never revives one. */
    LeaseResult heartbeatLease(HeartbeatLeaseRequest request);

    /** Ends a task with its result and releases those that depend on it. Also gives RUN_TERMINAL for nextContext on a closed run. */
    TaskResult completeTask(CompleteTaskRequest request);

    /**
     * Ends several tasks with their results, in one transaction, each as if by itself: one that is refused leaves nothing
     * behind and the others as they are. What completeTask gives about one of them is the outcome of that one.
     */
    CompleteTasksResult completeTasks(CompleteTasksRequest request);

    /** Ends an attempt: finally, or when retryable by the task's retry policy. */
    TaskResult failTask(FailTaskRequest request);

    /** Sets the task aside and gives the attempt back. */
    TaskResult pauseTask(PauseTaskRequest request);

    /** Queues the task again and gives the attempt back. */
    TaskResult releaseTask(ReleaseTaskRequest request);

    /** Queues a paused task again. Also gives INVALID_TRANSITION when it is not paused. */
    TaskResult resumeTask(ResumeTaskRequest request);

    /** Cancels a task that has not ended; those that depend on it follow their policies. One that has ended is answered unchanged. Also gives INVALID_ARGUMENT for the reason dependency_failed, which is the core's own. */
    TaskResult cancelTask(CancelTaskRequest request);

    /** One task, with its attempts when asked for. */
    TaskDetails getTask(GetTaskRequest request);

    /** A page of a run's tasks in enqueue order. */
    TaskPage listRunTasks(ListRunTasksRequest request);

    /** Queued tasks: claimable ones in claim order, then those that wait for a time or a dependency. */
    TaskPage listPendingTasks(ListPendingTasksRequest request);

    /** Tasks whose attempts ran out, the latest first. */
    TaskPage listDeadTasks(ListDeadTasksRequest request);

    /** Gives a dead task new attempts and revives what was cancelled because of it. Also gives INVALID_TRANSITION when it is not dead, MAX_ATTEMPTS_EXCEEDED, RUN_TERMINAL after cancelRun. */
    TaskResult requeueDeadTask(RequeueDeadTaskRequest request);

    /** Applies every lease expiry and timer that is due, in bounded transactions. */
    ExpireResult expireLeases(ExpireLeasesRequest request);

    /** Does at once what time has brought, and deletes runs that have been kept for long enough; in bounded transactions. */
    MaintenanceResult runMaintenance(RunMaintenanceRequest request);

    /** Adds a snapshot to a run's tree of contexts; a run-scoped one becomes current. Also gives DUPLICATE_ID, RUN_TERMINAL, PAYLOAD_TOO_LARGE. */
    SnapshotResult appendContextSnapshot(AppendContextSnapshotRequest request);

    /** The head of a run's context chain. */
    CurrentSnapshotView getCurrentContextSnapshot(GetCurrentContextSnapshotRequest request);

    /** One snapshot. */
    SnapshotView getContextSnapshot(GetContextSnapshotRequest request);

    /** A page of one run's events, oldest first. */
    EventPage listRunEvents(ListRunEventsRequest request);

    /** A page of the whole log, oldest first. A consumer that passes nextCursor on misses and repeats none. One who waits gets the first page that is not empty. */
    EventPage listEventsSince(ListEventsSinceRequest request);

    /**
     * How many tasks are ready, delayed and so on, in all and by kind, and how many runs have each status: one consistent
     * state. Costs what is live, however much has ended. Also gives INVALID_ARGUMENT for a namespace that the caller does
     * not see.
     */
    StatsResult getStats(GetStatsRequest request);

    /**
     * The lease holder puts something out while it works; the newest entries of a task are kept. Progress is shown with
     * the task too. Also gives PAYLOAD_TOO_LARGE.
     */
    EmitTaskOutputResult emitTaskOutput(EmitTaskOutputRequest request);

    /** A page of what is kept of that, oldest first, whatever has become of the task. A reader that passes nextSeq on repeats none. */
    TaskOutputPage listTaskOutput(ListTaskOutputRequest request);
}
