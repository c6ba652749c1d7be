package dev.parallelmcp.core.model;

/** The state of a run, derived from the counts of its tasks; see {@link RunTally}. */
public enum RunStatus implements WireName {
    /** No tasks yet. */
    PENDING,
    /** Something is running or can be claimed, now or at a known time. */
    ACTIVE,
    /** Not ended, but nothing moves without the outside. */
    WAITING,
    /** Ended; some task completed and none failed. */
    COMPLETED,
    /** Ended; some task failed. */
    FAILED,
    /** Ended by cancel_run, or all its tasks were cancelled. */
    CANCELLED;

    /** Ended; a requeued, revived or rerun task may open it again unless it was cancelled by cancel_run. */
    public boolean terminal() {
        return switch (this) {
            case COMPLETED, FAILED, CANCELLED -> true;
            case PENDING, ACTIVE, WAITING -> false;
        };
    }
}
