package dev.parallelmcp.core.model;

/** What ended a pause. */
public enum ResumedBy implements WireName {
    /** resume_task. */
    INPUT,
    /** Its resumeAt came. */
    TIMER
}
