package dev.parallelmcp.core.model;

/** Ascending or descending. */
public enum SortDirection implements WireName {
    /** Oldest first. */
    ASC,
    /** Newest first. */
    DESC
}
