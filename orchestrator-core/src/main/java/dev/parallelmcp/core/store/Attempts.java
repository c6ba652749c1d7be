package dev.parallelmcp.core.store;

import java.time.Instant;

/** Writing attempts and their leases. */
public interface Attempts extends AttemptReads {

    /**
     * Stores a new attempt with its lease.
     *
     * @return the row with its fencing token, which is higher than every token given out before by this database
     */
    AttemptRow insert(AttemptRow row);

    /** Records that the worker began. */
    void start(String attemptId, Instant at);

    /** Moves the end of the lease; answers the row as it then is. */
    AttemptRow renew(String attemptId, Instant expiresAt, Instant heartbeatAt);

    void end(AttemptEnd end);
}
