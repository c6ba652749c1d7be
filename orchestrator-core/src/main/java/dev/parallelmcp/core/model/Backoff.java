package dev.parallelmcp.core.model;

/** How the delay between attempts grows. */
public enum Backoff implements WireName {
    /** The same delay each time. */
    FIXED,
    /** Doubles with each counted attempt. */
    EXPONENTIAL
}
