package dev.parallelmcp.core.model;

/** Whether a run still takes work; set by close_run and cancel_run, never derived. */
public enum RunGate implements WireName {
    /** Takes tasks. */
    OPEN,
    /** close_run was called: no more tasks, ends when its tasks do. */
    CLOSED,
    /** cancel_run was called: cancelled for good. */
    CANCELLED
}
