package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
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
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Which operation each tool is: one line per tool. Everything else about a tool stands in its schema file. */
final class ToolRegistry {

    private final Map<String, ToolBinding<?>> bindings = new LinkedHashMap<>();

    /**
     * @param names the tools that there must be
     * @throws IllegalStateException when these are not exactly the ones bound here
     */
    ToolRegistry(Collection<String> names) {
        bind("create_run", CreateRunRequest.class, Operations::createRun);
        bind("get_run", GetRunRequest.class, Operations::getRun);
        bind("list_runs", ListRunsRequest.class, Operations::listRuns);
        bind("close_run", CloseRunRequest.class, Operations::closeRun);
        bind("cancel_run", CancelRunRequest.class, Operations::cancelRun);
        bind("prune_runs", PruneRunsRequest.class, Operations::pruneRuns);
        bind("enqueue_task", EnqueueTaskRequest.class, Operations::enqueueTask);
        bind("claim_next_task", ClaimNextTaskRequest.class, Operations::claimNextTask);
        bind("mark_task_running", MarkTaskRunningRequest.class, Operations::markTaskRunning);
        bind("heartbeat_lease", HeartbeatLeaseRequest.class, Operations::heartbeatLease);
        bind("complete_task", CompleteTaskRequest.class, Operations::completeTask);
        bind("fail_task", FailTaskRequest.class, Operations::failTask);
        bind("pause_task", PauseTaskRequest.class, Operations::pauseTask);
        bind("resume_task", ResumeTaskRequest.class, Operations::resumeTask);
        bind("release_task", ReleaseTaskRequest.class, Operations::releaseTask);
        bind("get_task", GetTaskRequest.class, Operations::getTask);
        bind("list_run_tasks", ListRunTasksRequest.class, Operations::listRunTasks);
        bind("list_pending_tasks", ListPendingTasksRequest.class, Operations::listPendingTasks);
        bind("list_dead_tasks", ListDeadTasksRequest.class, Operations::listDeadTasks);
        bind("requeue_dead_task", RequeueDeadTaskRequest.class, Operations::requeueDeadTask);
        bind("expire_leases", ExpireLeasesRequest.class, Operations::expireLeases);
        bind("append_context_snapshot", AppendContextSnapshotRequest.class, Operations::appendContextSnapshot);
        bind(
                "get_current_context_snapshot",
                GetCurrentContextSnapshotRequest.class,
                Operations::getCurrentContextSnapshot);
        bind("get_context_snapshot", GetContextSnapshotRequest.class, Operations::getContextSnapshot);
        bind("list_run_events", ListRunEventsRequest.class, Operations::listRunEvents);
        bind("list_events_since", ListEventsSinceRequest.class, Operations::listEventsSince);
        requireExactly(Set.copyOf(names));
    }

    private <Q extends Record> void bind(
            String name, Class<Q> request, BiFunction<Operations, Q, ? extends Record> operation) {
        bindings.put(name, new ToolBinding<>(name, request, operation));
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
