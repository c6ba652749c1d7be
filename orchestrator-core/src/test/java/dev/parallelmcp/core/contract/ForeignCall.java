package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.GetContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetCurrentContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetStatsRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.request.ListPendingTasksRequest;
import dev.parallelmcp.core.model.request.ListRunEventsRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.request.ListTaskOutputRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import dev.parallelmcp.core.model.request.WaitForRunRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A call in one of whose fields a caller who sees one namespace names another world than its own. There is one for every
 * field of every request that names something; {@code NamespaceContract} fails where one is missing.
 *
 * @param operation the method of {@link Operations}
 * @param field the component of its request
 */
record ForeignCall(String operation, String field, ErrorCode code, Ask ask) {

    /** Makes the call: all of it is about the caller's own world but that field. */
    interface Ask {
        void ask(Operations on, World own, World other);
    }

    static final List<ForeignCall> ALL = all();

    private static List<ForeignCall> all() {
        List<ForeignCall> calls = new ArrayList<>();
        calls.addAll(ofNamespaces());
        calls.addAll(ofRuns());
        calls.addAll(ofParts());
        calls.addAll(ofTasksAndSnapshots());
        return calls;
    }

    private static ForeignCall notFound(String operation, String field, Ask ask) {
        return new ForeignCall(operation, field, ErrorCode.RECORD_NOT_FOUND, ask);
    }

    private static List<ForeignCall> ofNamespaces() {
        ErrorCode code = ErrorCode.INVALID_ARGUMENT;
        return List.of(
                new ForeignCall(
                        "createRun",
                        "namespace",
                        code,
                        (on, own, other) -> on.createRun(CreateRunRequest.builder()
                                .namespace(other.namespace())
                                .build())),
                new ForeignCall(
                        "listRuns",
                        "namespace",
                        code,
                        (on, own, other) -> on.listRuns(ListRunsRequest.builder()
                                .namespace(other.namespace())
                                .build())),
                new ForeignCall(
                        "getStats",
                        "namespace",
                        code,
                        (on, own, other) -> on.getStats(GetStatsRequest.builder()
                                .namespace(other.namespace())
                                .build())),
                new ForeignCall(
                        "claimNextTask",
                        "namespace",
                        code,
                        (on, own, other) -> on.claimNextTask(ClaimNextTaskRequest.builder(World.WORKER)
                                .namespace(other.namespace())
                                .build())),
                new ForeignCall(
                        "claimTasks",
                        "namespace",
                        code,
                        (on, own, other) -> on.claimTasks(ClaimTasksRequest.builder(World.WORKER, 2)
                                .namespace(other.namespace())
                                .build())));
    }

    private static List<ForeignCall> ofRuns() {
        return List.of(
                notFound("getRun", "runId", (on, own, other) -> on.getRun(new GetRunRequest(other.runId()))),
                notFound(
                        "waitForRun",
                        "runId",
                        (on, own, other) -> on.waitForRun(new WaitForRunRequest(other.runId(), 0))),
                notFound(
                        "closeRun",
                        "runId",
                        (on, own, other) -> on.closeRun(
                                CloseRunRequest.builder(other.runId()).build())),
                notFound(
                        "cancelRun",
                        "runId",
                        (on, own, other) -> on.cancelRun(
                                CancelRunRequest.builder(other.runId()).build())),
                notFound(
                        "enqueueTask",
                        "runId",
                        (on, own, other) -> on.enqueueTask(
                                EnqueueTaskRequest.builder(other.runId(), "any").build())),
                notFound(
                        "enqueueTasks",
                        "runId",
                        (on, own, other) -> on.enqueueTasks(EnqueueTasksRequest.builder(
                                        other.runId(),
                                        List.of(TaskDraft.builder("any").build()))
                                .build())),
                notFound(
                        "claimNextTask",
                        "runId",
                        (on, own, other) -> on.claimNextTask(ClaimNextTaskRequest.builder(World.WORKER)
                                .runId(other.runId())
                                .build())),
                notFound(
                        "claimTasks",
                        "runId",
                        (on, own, other) -> on.claimTasks(ClaimTasksRequest.builder(World.WORKER, 2)
                                .runId(other.runId())
                                .build())),
                notFound(
                        "listRunTasks",
                        "runId",
                        (on, own, other) -> on.listRunTasks(
                                ListRunTasksRequest.builder(other.runId()).build())),
                notFound(
                        "listPendingTasks",
                        "runId",
                        (on, own, other) -> on.listPendingTasks(ListPendingTasksRequest.builder()
                                .runId(other.runId())
                                .build())),
                notFound(
                        "listDeadTasks",
                        "runId",
                        (on, own, other) -> on.listDeadTasks(ListDeadTasksRequest.builder()
                                .runId(other.runId())
                                .build())),
                notFound(
                        "listRunEvents",
                        "runId",
                        (on, own, other) -> on.listRunEvents(
                                ListRunEventsRequest.builder(other.runId()).build())),
                notFound(
                        "listEventsSince",
                        "runId",
                        (on, own, other) -> on.listEventsSince(ListEventsSinceRequest.builder()
                                .runId(other.runId())
                                .build())),
                notFound(
                        "getCurrentContextSnapshot",
                        "runId",
                        (on, own, other) ->
                                on.getCurrentContextSnapshot(new GetCurrentContextSnapshotRequest(other.runId()))),
                notFound(
                        "appendContextSnapshot",
                        "runId",
                        (on, own, other) -> on.appendContextSnapshot(
                                AppendContextSnapshotRequest.builder(other.runId(), Json.of("2"))
                                        .build())));
    }

    /** What is named beside a run of the caller's own. */
    private static List<ForeignCall> ofParts() {
        return List.of(
                notFound(
                        "enqueueTask",
                        "contextSnapshotId",
                        (on, own, other) -> on.enqueueTask(EnqueueTaskRequest.builder(own.runId(), "any")
                                .contextSnapshotId(other.snapshotId())
                                .build())),
                new ForeignCall(
                        "enqueueTask",
                        "dependsOnTaskIds",
                        ErrorCode.UNKNOWN_DEPENDENCY,
                        (on, own, other) -> on.enqueueTask(EnqueueTaskRequest.builder(own.runId(), "any")
                                .dependsOnTaskIds(List.of(own.queuedId(), other.queuedId()))
                                .build())),
                notFound(
                        "enqueueTasks",
                        "tasks.contextSnapshotId",
                        (on, own, other) -> on.enqueueTasks(EnqueueTasksRequest.builder(
                                        own.runId(),
                                        List.of(TaskDraft.builder("any")
                                                .contextSnapshotId(other.snapshotId())
                                                .build()))
                                .build())),
                new ForeignCall(
                        "enqueueTasks",
                        "tasks.dependsOn",
                        ErrorCode.UNKNOWN_DEPENDENCY,
                        (on, own, other) -> on.enqueueTasks(EnqueueTasksRequest.builder(
                                        own.runId(),
                                        List.of(TaskDraft.builder("any")
                                                .dependsOn(List.of(own.queuedId(), other.queuedId()))
                                                .build()))
                                .build())),
                notFound(
                        "appendContextSnapshot",
                        "taskId",
                        (on, own, other) ->
                                on.appendContextSnapshot(AppendContextSnapshotRequest.builder(own.runId(), Json.of("2"))
                                        .taskId(other.queuedId())
                                        .build())),
                notFound(
                        "appendContextSnapshot",
                        "parentSnapshotId",
                        (on, own, other) ->
                                on.appendContextSnapshot(AppendContextSnapshotRequest.builder(own.runId(), Json.of("2"))
                                        .parentSnapshotId(other.snapshotId())
                                        .build())));
    }

    private static List<ForeignCall> ofTasksAndSnapshots() {
        List<ForeignCall> calls = new ArrayList<>(List.of(
                notFound(
                        "getTask",
                        "taskId",
                        (on, own, other) -> on.getTask(GetTaskRequest.builder(other.heldId())
                                .includeAttempts()
                                .build())),
                notFound(
                        "listTaskOutput",
                        "taskId",
                        (on, own, other) -> on.listTaskOutput(
                                ListTaskOutputRequest.builder(other.heldId()).build())),
                notFound(
                        "resumeTask",
                        "taskId",
                        (on, own, other) -> on.resumeTask(
                                ResumeTaskRequest.builder(other.pausedId()).build())),
                notFound(
                        "cancelTask",
                        "taskId",
                        (on, own, other) -> on.cancelTask(
                                CancelTaskRequest.builder(other.queuedId()).build())),
                notFound(
                        "rerunRunFrom",
                        "taskId",
                        (on, own, other) -> on.rerunRunFrom(
                                RerunRunFromRequest.builder(other.deadId()).build())),
                notFound(
                        "requeueDeadTask",
                        "taskId",
                        (on, own, other) -> on.requeueDeadTask(
                                RequeueDeadTaskRequest.builder(other.deadId()).build())),
                notFound(
                        "getContextSnapshot",
                        "snapshotId",
                        (on, own, other) -> on.getContextSnapshot(new GetContextSnapshotRequest(other.snapshotId())))));
        for (HolderOperation operation : HolderOperation.values()) {
            String name = name(operation);
            calls.add(notFound(
                    name,
                    place(operation) + "taskId",
                    (on, own, other) -> operation.call(
                            on, new HolderOperation.Caller(other.heldId(), other.leaseId(), World.WORKER))));
            calls.add(new ForeignCall(
                    name,
                    place(operation) + "leaseId",
                    ErrorCode.LEASE_CONFLICT,
                    (on, own, other) -> operation.call(
                            on, new HolderOperation.Caller(own.heldId(), other.leaseId(), World.WORKER))));
        }
        return calls;
    }

    private static String place(HolderOperation operation) {
        return operation == HolderOperation.COMPLETE_IN_BATCH ? "completions." : "";
    }

    private static String name(HolderOperation operation) {
        return switch (operation) {
            case MARK_RUNNING -> "markTaskRunning";
            case HEARTBEAT -> "heartbeatLease";
            case EMIT -> "emitTaskOutput";
            case COMPLETE -> "completeTask";
            case COMPLETE_IN_BATCH -> "completeTasks";
            case FAIL -> "failTask";
            case PAUSE -> "pauseTask";
            case RELEASE -> "releaseTask";
        };
    }

    @Override
    public String toString() {
        return operation + "." + field;
    }
}
