package dev.parallelmcp.core.model;

/** How one attempt at a task stands or ended. */
public enum AttemptStatus implements WireName {
    /** Claimed. */
    LEASED,
    /** The worker has said that it began. */
    RUNNING,
    /** Ended by complete_task. */
    COMPLETED,
    /** Ended by fail_task or a timeout. */
    FAILED,
    /** Its lease ran out. */
    EXPIRED,
    /** Given back by release_task or pause_task; does not count. */
    RELEASED,
    /** Its task or run was cancelled. */
    CANCELLED
}
