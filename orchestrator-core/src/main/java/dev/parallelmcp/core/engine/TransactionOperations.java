package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.MaintenanceWork;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimRequest;
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
import dev.parallelmcp.core.model.request.Mutation;
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
import dev.parallelmcp.core.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations inside one open transaction. The use cases are wired here and nowhere else. Once an operation has been
 * refused, the transaction can only be rolled back, so that no half of an operation is ever committed.
 */
final class TransactionOperations implements Operations {

    private static final CreateRun CREATE_RUN = new CreateRun();
    private static final CloseRun CLOSE_RUN = new CloseRun();
    private static final CancelRun CANCEL_RUN = new CancelRun();
    private static final RerunRunFrom RERUN_RUN_FROM = new RerunRunFrom();
    private static final EnqueueTask ENQUEUE_TASK = new EnqueueTask();
    private static final EnqueueTasks ENQUEUE_TASKS = new EnqueueTasks();
    static final ClaimNextTask CLAIM_NEXT_TASK = new ClaimNextTask();
    static final ClaimTasks CLAIM_TASKS = new ClaimTasks();
    private static final MarkTaskRunning MARK_TASK_RUNNING = new MarkTaskRunning();
    private static final CompleteTask COMPLETE_TASK = new CompleteTask();
    private static final CompleteTasks COMPLETE_TASKS = new CompleteTasks();
    private static final FailTask FAIL_TASK = new FailTask();
    private static final PauseTask PAUSE_TASK = new PauseTask();
    private static final ReleaseTask RELEASE_TASK = new ReleaseTask();
    private static final ResumeTask RESUME_TASK = new ResumeTask();
    private static final CancelTask CANCEL_TASK = new CancelTask();
    private static final RequeueDeadTask REQUEUE_DEAD_TASK = new RequeueDeadTask();
    private static final EmitTaskOutput EMIT_TASK_OUTPUT = new EmitTaskOutput();
    private static final AppendContextSnapshot APPEND_CONTEXT_SNAPSHOT = new AppendContextSnapshot();

    private final Transaction whole;
    private final Transaction tx;
    private final Settings settings;
    private @Nullable Throwable refusal;
    private boolean ended;

    TransactionOperations(Transaction whole, Settings settings) {
        this.whole = whole;
        this.tx = settings.scope().view(whole);
        this.settings = settings;
    }

    @Override
    public RunResult createRun(CreateRunRequest request) {
        return change(CREATE_RUN, request);
    }

    @Override
    public RunView getRun(GetRunRequest request) {
        return read(RunQueries::get, request);
    }

    @Override
    public RunPage listRuns(ListRunsRequest request) {
        return read(RunQueries::list, request);
    }

    @Override
    public RunResult closeRun(CloseRunRequest request) {
        return change(CLOSE_RUN, request);
    }

    @Override
    public RunResult cancelRun(CancelRunRequest request) {
        return change(CANCEL_RUN, request);
    }

    @Override
    public RerunResult rerunRunFrom(RerunRunFromRequest request) {
        return change(RERUN_RUN_FROM, request);
    }

    @Override
    public PruneResult pruneRuns(PruneRunsRequest request) {
        List<String> pruned = guarded(() -> PruneRuns.candidates(tx, request).stream()
                .filter(runId -> PruneRuns.prune(tx, request, runId))
                .toList());
        return new PruneResult(pruned, pruned.size());
    }

    @Override
    public TaskResult enqueueTask(EnqueueTaskRequest request) {
        return change(ENQUEUE_TASK, request);
    }

    @Override
    public EnqueueTasksResult enqueueTasks(EnqueueTasksRequest request) {
        return change(ENQUEUE_TASKS, request);
    }

    @Override
    public ClaimResult claimNextTask(ClaimNextTaskRequest request) {
        return change(CLAIM_NEXT_TASK, request);
    }

    @Override
    public ClaimsResult claimTasks(ClaimTasksRequest request) {
        return change(CLAIM_TASKS, request);
    }

    @Override
    public TaskResult markTaskRunning(MarkTaskRunningRequest request) {
        return change(MARK_TASK_RUNNING, request);
    }

    @Override
    public LeaseResult heartbeatLease(HeartbeatLeaseRequest request) {
        return change(work -> HeartbeatLease.apply(work, request));
    }

    @Override
    public TaskResult completeTask(CompleteTaskRequest request) {
        return change(COMPLETE_TASK, request);
    }

    @Override
    public CompleteTasksResult completeTasks(CompleteTasksRequest request) {
        return change(COMPLETE_TASKS, request);
    }

    @Override
    public TaskResult failTask(FailTaskRequest request) {
        return change(FAIL_TASK, request);
    }

    @Override
    public TaskResult pauseTask(PauseTaskRequest request) {
        return change(PAUSE_TASK, request);
    }

    @Override
    public TaskResult releaseTask(ReleaseTaskRequest request) {
        return change(RELEASE_TASK, request);
    }

    @Override
    public TaskResult resumeTask(ResumeTaskRequest request) {
        return change(RESUME_TASK, request);
    }

    @Override
    public TaskResult cancelTask(CancelTaskRequest request) {
        return change(CANCEL_TASK, request);
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
        return change(REQUEUE_DEAD_TASK, request);
    }

    @Override
    public ExpireResult expireLeases(ExpireLeasesRequest request) {
        List<String> expired = applyAllDue().expiredTaskIds();
        return new ExpireResult(expired, expired.size());
    }

    @Override
    public MaintenanceResult runMaintenance(RunMaintenanceRequest request) {
        DueTally done = applyAllDue();
        settings.options()
                .retain()
                .map(kept -> pruneRuns(PruneRunsRequest.builder(tx.now().minus(kept))
                        .limit(Limits.MAX_PAGE_ITEMS)
                        .build()))
                .ifPresent(pruned -> done.count(MaintenanceWork.RUNS_PRUNED, pruned.count()));
        return new MaintenanceResult(done.counts());
    }

    private DueTally applyAllDue() {
        DueTally done = new DueTally(settings.scope());
        DueWork.Step step;
        do {
            step = applyDue();
            done.add(step.tally());
        } while (step.more());
        return done;
    }

    @Override
    public SnapshotResult appendContextSnapshot(AppendContextSnapshotRequest request) {
        return change(APPEND_CONTEXT_SNAPSHOT, request);
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
        return read(EventQueries::since, request);
    }

    @Override
    public StatsResult getStats(GetStatsRequest request) {
        return read(StatsQueries::get, request);
    }

    @Override
    public EmitTaskOutputResult emitTaskOutput(EmitTaskOutputRequest request) {
        return change(EMIT_TASK_OUTPUT, request);
    }

    @Override
    public TaskOutputPage listTaskOutput(ListTaskOutputRequest request) {
        return read(OutputQueries::ofTask, request);
    }

    @Override
    public WaitForRunResult waitForRun(WaitForRunRequest request) {
        return read(RunQueries::waitFor, request);
    }

    /** The answer to a claim that was made before; empty for a new one, which is refused here already if it is wrong. */
    <Q extends ClaimRequest, R> Optional<R> claimedBefore(ClaimUseCase<Q, R> useCase, Q request) {
        return change(work -> {
            Claiming.filter(work, request);
            return Idempotency.replay(work, useCase, request);
        });
    }

    /** One bounded step of what time brings. */
    DueWork.Step applyDue() {
        return change(DueWork::apply);
    }

    /** To be called when the user's function has returned: nothing may be committed after a refusal. */
    void end() {
        ended = true;
        if (refusal instanceof Error error) {
            throw error;
        }
        if (refusal instanceof RuntimeException exception) {
            throw exception;
        }
    }

    <Q extends Mutation, R> R change(UseCase<Q, R> useCase, Q request) {
        return change(work -> Idempotency.once(work, useCase, request));
    }

    private <R> R change(Function<UnitOfWork, R> effect) {
        return guarded(() -> {
            UnitOfWork work = new UnitOfWork(whole, settings);
            R result = effect.apply(work);
            work.finish();
            return result;
        });
    }

    private <Q, R> R read(BiFunction<ReadTransaction, Q, R> query, Q request) {
        return guarded(() -> query.apply(tx, request));
    }

    private <R> R guarded(Supplier<R> operation) {
        if (ended) {
            throw new IllegalStateException("this transaction has ended; its operations cannot be used any more");
        }
        if (refusal != null) {
            throw new IllegalStateException("an operation of this transaction was refused; nothing more can be done");
        }
        try {
            return operation.get();
        } catch (RuntimeException | Error e) {
            refusal = e;
            throw e;
        }
    }
}
