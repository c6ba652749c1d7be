package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.LeaseHolder;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;

/** The operations that only the holder of a live lease may do. */
enum HolderOperation {
    MARK_RUNNING,
    HEARTBEAT,
    COMPLETE,
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
            case MARK_RUNNING, HEARTBEAT -> false;
            case COMPLETE, FAIL, PAUSE, RELEASE -> true;
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
            case COMPLETE ->
                operations.completeTask(CompleteTaskRequest.builder(by.taskId(), by.leaseId(), by.workerId())
                        .build());
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

    /** As {@link #call}, with a client token; answers whether it was a replay. */
    boolean callOnce(Operations operations, LeaseHolder by, String token) {
        return switch (this) {
            case MARK_RUNNING ->
                operations
                        .markTaskRunning(MarkTaskRunningRequest.builder(by.taskId(), by.leaseId(), by.workerId())
                                .clientToken(token)
                                .build())
                        .replayed();
            case HEARTBEAT -> throw new IllegalArgumentException("a heartbeat takes no token");
            case COMPLETE ->
                operations
                        .completeTask(CompleteTaskRequest.builder(by.taskId(), by.leaseId(), by.workerId())
                                .clientToken(token)
                                .build())
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
