package dev.parallelmcp.core.model;

/** What happens to a task when a task it depends on ends failed or cancelled. */
public enum DependencyFailurePolicy implements WireName {
    /** The task is cancelled too, and so on down. */
    CANCEL,
    /** The dependency counts as met. */
    CONTINUE,
    /** The task stays queued behind it until it is requeued or rerun. */
    WAIT
}
