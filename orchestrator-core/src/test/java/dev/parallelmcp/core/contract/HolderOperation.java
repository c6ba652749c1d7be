package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.error.Refusal;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.LeaseHolder;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.result.CompleteTasksResult;
import java.util.List;

/** The operations that only the holder of a live lease may do. */
enum HolderOperation {
    MARK_RUNNING,
    HEARTBEAT,
    EMIT,
    COMPLETE,
    COMPLETE_IN_BATCH,
    FAIL,
    PAUSE,
    RELEASE;

    /** Who says to hold which task by which lease. */
    record Caller(String taskId, String leaseId, String workerId) implements LeaseHolder {

        static Caller of(Lease lease) {
            return new Caller(lease.taskId(), lease.id(), lease.workerId());
        }

        Caller ofTask(Task task) {
            return new Caller(task.id(), leaseId, workerId);
        }

        Caller withLeaseId(String newLeaseId) {
            return new Caller(taskId, newLeaseId, workerId);
        }

        Caller as(String newWorkerId) {
            return new Caller(taskId, leaseId, newWorkerId);
        }
    }

    /** Whether the caller holds the task no longer once it succeeded. */
    boolean endsAttempt() {
        return switch (this) {
            case MARK_RUNNING, HEARTBEAT, EMIT -> false;
            case COMPLETE, COMPLETE_IN_BATCH, FAIL, PAUSE, RELEASE -> true;
        };
    }

    void call(Operations operations, Lease lease) {
        call(operations, Caller.of(lease));
    }

    void call(Operations operations, LeaseHolder by) {
        switch (this) {
            case MARK_RUNNING ->
                operations.markTaskRunning(MarkTaskRunningRequest.builder(by.taskId(), by.leaseId(), by.workerId())
                        .build());
            case HEARTBEAT ->
                operations.heartbeatLease(HeartbeatLeaseRequest.builder(by.taskId(), by.leaseId(), by.workerId())
                        .build());
            case EMIT -> operations.emitTaskOutput(emission(by).build());
            case COMPLETE ->
                operations.completeTask(CompleteTaskRequest.builder(by.taskId(), by.leaseId(), by.workerId())
                        .build());
            case COMPLETE_IN_BATCH -> orThrow(operations.completeTasks(batch(by).build()));
            case FAIL ->
                operations.failTask(FailTaskRequest.builder(by.taskId(), by.leaseId(), by.workerId(), "broken")
                        .build());
            case PAUSE ->
                operations.pauseTask(
                        PauseTaskRequest.builder(by.taskId(), by.leaseId(), by.workerId(), PauseStatus.BLOCKED)
                                .build());
            case RELEASE ->
                operations.releaseTask(ReleaseTaskRequest.builder(by.taskId(), by.leaseId(), by.workerId())
                        .build());
        }
    }

    /** Of progress, since that is written to the task too. */
    private static EmitTaskOutputRequest.Builder emission(LeaseHolder by) {
        return EmitTaskOutputRequest.builder(
                by.taskId(), by.leaseId(), by.workerId(), OutputType.PROGRESS, Json.of("\"late\""));
    }

    private static CompleteTasksRequest.Builder batch(LeaseHolder by) {
        return CompleteTasksRequest.builder(
                by.workerId(),
                List.of(Completion.builder(by.taskId(), by.leaseId()).build()));
    }

    /** The refusal of its only item as an exception, so that it is held to what is asked of all others. */
    private static CompleteTasksResult orThrow(CompleteTasksResult result) {
        assertThat(result.results()).hasSize(1);
        Refusal refusal = result.results().get(0).error().orElse(null);
        if (refusal == null) {
            return result;
        }
        OrchestratorException.Builder exception = OrchestratorException.builder(refusal.code(), refusal.message());
        refusal.ids().forEach(exception::id);
        refusal.nextTool().ifPresent(exception::nextTool);
        refusal.retryAfterMs().ifPresent(exception::retryAfterMs);
        throw exception.build();
    }

    /** As {@link #call}, with a client token; answers whether it was a replay. */
    boolean callOnce(Operations operations, LeaseHolder by, String token) {
        return switch (this) {
            case MARK_RUNNING ->
                operations
                        .markTaskRunning(MarkTaskRunningRequest.builder(by.taskId(), by.leaseId(), by.workerId())
                                .clientToken(token)
                                .build())
                        .replayed();
            case EMIT ->
                operations
                        .emitTaskOutput(emission(by).clientToken(token).build())
                        .replayed();
            case HEARTBEAT -> throw new IllegalArgumentException("a heartbeat takes no token");
            case COMPLETE ->
                operations
                        .completeTask(CompleteTaskRequest.builder(by.taskId(), by.leaseId(), by.workerId())
                                .clientToken(token)
                                .build())
                        .replayed();
            case COMPLETE_IN_BATCH ->
                orThrow(operations.completeTasks(batch(by).clientToken(token).build()))
                        .replayed();
            case FAIL ->
                operations
                        .failTask(FailTaskRequest.builder(by.taskId(), by.leaseId(), by.workerId(), "broken")
                                .clientToken(token)
                                .build())
                        .replayed();
            case PAUSE ->
                operations
                        .pauseTask(
                                PauseTaskRequest.builder(by.taskId(), by.leaseId(), by.workerId(), PauseStatus.BLOCKED)
                                        .clientToken(token)
                                        .build())
                        .replayed();
            case RELEASE ->
                operations
                        .releaseTask(ReleaseTaskRequest.builder(by.taskId(), by.leaseId(), by.workerId())
                                .clientToken(token)
                                .build())
                        .replayed();
        };
    }
}
