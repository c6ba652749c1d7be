package dev.parallelmcp.core.model;

/** Whom a context snapshot is for. */
public enum ContextScope implements WireName {
    /** The whole run: becomes its current context. */
    RUN,
    /** One task: recorded only. */
    TASK
}
