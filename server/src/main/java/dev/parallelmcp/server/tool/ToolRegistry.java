package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.engine.WaitingOperations;
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
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.core.waiting.Stages;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Which operation each tool is, and its effect: one line per tool. All else about a tool stands in its schema file. */
final class ToolRegistry {

    private final Map<String, ToolBinding<?>> bindings = new LinkedHashMap<>();

    /**
     * @param names the tools that there must be
     * @throws IllegalStateException when these are not exactly the ones bound here
     */
    ToolRegistry(Collection<String> names) {
        change("create_run", CreateRunRequest.class, Operations::createRun);
        read("get_run", GetRunRequest.class, Operations::getRun);
        read("list_runs", ListRunsRequest.class, Operations::listRuns);
        waitingRead("wait_for_run", WaitForRunRequest.class, WaitingOperations::waitForRun);
        change("close_run", CloseRunRequest.class, Operations::closeRun);
        change("cancel_run", CancelRunRequest.class, Operations::cancelRun);
        change("rerun_run_from", RerunRunFromRequest.class, Operations::rerunRunFrom);
        steps("prune_runs", PruneRunsRequest.class, Operations::pruneRuns);
        change("enqueue_task", EnqueueTaskRequest.class, Operations::enqueueTask);
        change("enqueue_tasks", EnqueueTasksRequest.class, Operations::enqueueTasks);
        waitingChange("claim_next_task", ClaimNextTaskRequest.class, WaitingOperations::claimNextTask);
        waitingChange("claim_tasks", ClaimTasksRequest.class, WaitingOperations::claimTasks);
        change("mark_task_running", MarkTaskRunningRequest.class, Operations::markTaskRunning);
        change("heartbeat_lease", HeartbeatLeaseRequest.class, Operations::heartbeatLease);
        change("complete_task", CompleteTaskRequest.class, Operations::completeTask);
        change("complete_tasks", CompleteTasksRequest.class, Operations::completeTasks);
        change("fail_task", FailTaskRequest.class, Operations::failTask);
        change("pause_task", PauseTaskRequest.class, Operations::pauseTask);
        change("resume_task", ResumeTaskRequest.class, Operations::resumeTask);
        change("release_task", ReleaseTaskRequest.class, Operations::releaseTask);
        change("cancel_task", CancelTaskRequest.class, Operations::cancelTask);
        read("get_task", GetTaskRequest.class, Operations::getTask);
        read("list_run_tasks", ListRunTasksRequest.class, Operations::listRunTasks);
        read("list_pending_tasks", ListPendingTasksRequest.class, Operations::listPendingTasks);
        read("list_dead_tasks", ListDeadTasksRequest.class, Operations::listDeadTasks);
        change("requeue_dead_task", RequeueDeadTaskRequest.class, Operations::requeueDeadTask);
        steps("expire_leases", ExpireLeasesRequest.class, Operations::expireLeases);
        steps("run_maintenance", RunMaintenanceRequest.class, Operations::runMaintenance);
        change("append_context_snapshot", AppendContextSnapshotRequest.class, Operations::appendContextSnapshot);
        read(
                "get_current_context_snapshot",
                GetCurrentContextSnapshotRequest.class,
                Operations::getCurrentContextSnapshot);
        read("get_context_snapshot", GetContextSnapshotRequest.class, Operations::getContextSnapshot);
        read("list_run_events", ListRunEventsRequest.class, Operations::listRunEvents);
        waitingRead("list_events_since", ListEventsSinceRequest.class, WaitingOperations::listEventsSince);
        read("get_stats", GetStatsRequest.class, Operations::getStats);
        change("emit_task_output", EmitTaskOutputRequest.class, Operations::emitTaskOutput);
        read("list_task_output", ListTaskOutputRequest.class, Operations::listTaskOutput);
        requireExactly(Set.copyOf(names));
    }

    private <Q extends Record> void read(
            String name, Class<Q> request, BiFunction<Operations, Q, ? extends Record> operation) {
        bind(new ToolBinding<>(
                name,
                ToolEffect.READ,
                request,
                (orchestrator, bound, caller) -> here(() -> operation.apply(orchestrator, bound))));
    }

    private <Q extends Record> void change(
            String name, Class<Q> request, BiFunction<Operations, Q, ? extends Record> operation) {
        bind(new ToolBinding<>(
                name,
                ToolEffect.CHANGE,
                request,
                (orchestrator, bound, caller) -> orchestrator.submit(
                        operations -> ifWanted(operation, operations, bound, caller), caller.executor())));
    }

    private <Q extends Record> void steps(
            String name, Class<Q> request, BiFunction<Operations, Q, ? extends Record> operation) {
        bind(new ToolBinding<>(
                name,
                ToolEffect.STEPS,
                request,
                (orchestrator, bound, caller) -> here(() -> ifWanted(operation, orchestrator, bound, caller))));
    }

    private <Q extends Record> void waitingRead(String name, Class<Q> request, Waiting<Q> operation) {
        bind(new ToolBinding<>(name, ToolEffect.READ, request, operation));
    }

    private <Q extends Record> void waitingChange(String name, Class<Q> request, Waiting<Q> operation) {
        bind(new ToolBinding<>(name, ToolEffect.CHANGE, request, operation));
    }

    /** An operation that may wait. */
    private interface Waiting<Q> extends ToolBinding.Operation<Q> {
        CompletionStage<? extends Record> perform(WaitingOperations operations, Q request, Caller caller);

        @Override
        default CompletionStage<? extends Record> perform(Orchestrator orchestrator, Q request, Caller caller) {
            return perform(orchestrator.waiting(), request, caller);
        }
    }

    private static <Q> Record ifWanted(
            BiFunction<Operations, Q, ? extends Record> operation, Operations operations, Q request, Caller caller) {
        caller.requireWanted();
        return operation.apply(operations, request);
    }

    /** On this thread; what is thrown fails the stage, as for a change. */
    private static CompletionStage<Record> here(Supplier<Record> operation) {
        return Stages.supply(operation, Runnable::run);
    }

    private void bind(ToolBinding<?> tool) {
        bindings.put(tool.name(), tool);
    }

    private void requireExactly(Set<String> names) {
        if (!names.equals(bindings.keySet())) {
            throw new IllegalStateException("the catalogue has the tools " + new TreeSet<>(names) + ", bound are "
                    + new TreeSet<>(bindings.keySet()));
        }
    }

    Optional<ToolBinding<?>> find(String name) {
        return Optional.ofNullable(bindings.get(name));
    }

    Collection<ToolBinding<?>> all() {
        return bindings.values();
    }
}
