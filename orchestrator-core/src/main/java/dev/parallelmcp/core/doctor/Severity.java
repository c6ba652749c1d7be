package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.model.WireName;

/** How bad a finding is. */
public enum Severity implements WireName {
    /** Worth knowing; nothing is broken. */
    HINT,
    /** The database contradicts itself, or is damaged. */
    FAULT,
    /** The database, or the rest of it, could not be examined. */
    OBSTACLE
}
