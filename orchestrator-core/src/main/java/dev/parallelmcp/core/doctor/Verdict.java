package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.model.WireName;

/** What an examination came to. */
public enum Verdict implements WireName {
    /** Every check was made and found no fault; there may be hints. */
    CLEAN,
    /** There are faults. */
    FAULTY,
    /** No fault was found, but not every check could be made. */
    UNEXAMINED
}
