package dev.parallelmcp.core.model;

/** What maintenance does, counted by task or run. */
public enum MaintenanceWork implements WireName {
    /** A lease ran out; its attempt ended. */
    LEASES_EXPIRED,
    /** An attempt used up its time. */
    ATTEMPTS_TIMED_OUT,
    /** A pause ended at its resumeAt. */
    PAUSES_ENDED,
    /** A pause passed its deadlineAt; its task failed. */
    PAUSE_DEADLINES_PASSED,
    /** A task's notBefore was reached. */
    DELAYS_ENDED,
    /** An ended run had been kept for as long as runs are. */
    RUNS_PRUNED
}
