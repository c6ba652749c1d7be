package dev.parallelmcp.core.model;

/** The instant by which runs are listed. */
public enum RunOrder implements WireName {
    /** When the run was created. */
    CREATED_AT,
    /** When the run's own record last changed. */
    UPDATED_AT
}
