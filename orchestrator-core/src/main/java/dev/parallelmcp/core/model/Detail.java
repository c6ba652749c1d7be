package dev.parallelmcp.core.model;

/** How much of each task a list shows. */
public enum Detail implements WireName {
    /** What is needed to choose one. */
    SUMMARY,
    /** Everything. */
    FULL
}
