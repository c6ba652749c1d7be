package dev.parallelmcp.core.model;

/** What an event says happened. Additive only: a consumer must pass over types it does not know. */
public enum EventType implements WireName {
    RUN_CREATED("run.created"),
    RUN_STATUS_CHANGED("run.status.changed"),
    RUN_CANCELLED("run.cancelled"),
    RUN_CLOSED("run.closed"),
    TASK_ENQUEUED("task.enqueued"),
    TASK_CLAIMED("task.claimed"),
    TASK_RUNNING("task.running"),
    TASK_LEASE_HEARTBEAT("task.lease_heartbeat"),
    TASK_BLOCKED("task.blocked"),
    TASK_WAITING_INPUT("task.waiting_input"),
    TASK_RESUMED("task.resumed"),
    TASK_COMPLETED("task.completed"),
    TASK_FAILED("task.failed"),
    TASK_RETRY_SCHEDULED("task.retry_scheduled"),
    TASK_RELEASED("task.released"),
    TASK_LEASE_EXPIRED("task.lease_expired"),
    TASK_TIMED_OUT("task.timed_out"),
    TASK_DEAD_LETTERED("task.dead_lettered"),
    TASK_REQUEUED_FROM_DLQ("task.requeued_from_dlq"),
    TASK_CANCELLED("task.cancelled"),
    TASK_REVIVED("task.revived"),
    TASK_RERUN("task.rerun"),
    CONTEXT_SNAPSHOT_CREATED("context.snapshot.created");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
