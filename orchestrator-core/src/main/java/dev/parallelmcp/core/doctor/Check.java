package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.model.WireName;

/** What is looked at, in this order. */
public enum Check implements WireName {
    /** There is a file, it can be read, and it is a database of ours. */
    FILE,
    /** The database's own program is one that may be used. */
    ENGINE,
    /** Tables, indexes and triggers are those of a version that this program knows. */
    SCHEMA,
    /** The pages of the file hold together. */
    INTEGRITY,
    /** What a record names is there. */
    REFERENCES,
    /** The event log tells the state of every run and task. */
    EVENTS,
    /** What is counted as it happens is what counting gives. */
    COUNTERS,
    /** Columns that follow from others do. */
    DERIVED,
    /** The status of every run is the one that follows from its tasks. */
    STATUS,
    /** Tasks and attempts agree on who holds what. */
    LEASES,
    /** No number can be given twice. */
    SEQUENCES,
    /** The files beside the database belong to it and are of a usual size. */
    LOG
}
