package dev.parallelmcp.core.store;

import java.time.Instant;

/** One consistent state of the database. Valid only inside the call that handed it out, on that thread. */
public interface ReadTransaction {

    /** The time of this transaction in whole milliseconds: the same at every call. */
    Instant now();

    RunReads runs();

    TaskReads tasks();

    AttemptReads attempts();

    TaskOutputReads taskOutputs();

    SnapshotReads snapshots();

    EventReads events();
}
