package dev.parallelmcp.core.model;

/** How a lease stands or ended. */
public enum LeaseStatus implements WireName {
    /** Held. */
    ACTIVE,
    /** Given up by complete, fail, pause or release. */
    RELEASED,
    /** Ran out, or its attempt timed out. */
    EXPIRED,
    /** Taken away by a cancellation. */
    CANCELLED
}
