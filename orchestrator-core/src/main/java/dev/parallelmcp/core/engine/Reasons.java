package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Task;

/** The reasons and errors that the core itself gives. They are part of the contract. */
final class Reasons {

    static final String DEPENDENCY_FAILED = Task.DEPENDENCY_FAILED;
    static final String TASK_CANCELLED = "task_cancelled";
    static final String RUN_CANCELLED = "run_cancelled";
    static final String RETRY_SCHEDULED = "retry_scheduled";
    static final String LEASE_EXPIRED = "lease_expired";
    static final String TASK_TIMEOUT_EXCEEDED = "task_timeout_exceeded";
    static final String MAX_ATTEMPTS_EXCEEDED = "max_attempts_exceeded";
    static final String PAUSE_DEADLINE_EXCEEDED = "pause_deadline_exceeded";

    private Reasons() {}
}
