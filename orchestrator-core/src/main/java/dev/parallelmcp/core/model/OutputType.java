package dev.parallelmcp.core.model;

/** What a worker puts out before its task ends. */
public enum OutputType implements WireName {
    /** How far it is; the latest is the task's progress. */
    PROGRESS,
    /** A piece of the result. */
    PARTIAL,
    /** Something that was made, or where it is. */
    ARTIFACT
}
