package dev.parallelmcp.core.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a leased or running task.
 *
 * @param leaseMs the lease's own length, which a heartbeat renews unless it names another
 * @param deadlineAt when the attempt's timeout is used up
 */
public record Hold(
        String attemptId,
        String leaseId,
        String workerId,
        long leaseMs,
        Instant expiresAt,
        @Nullable Instant deadlineAt) {

    /** A lease that was cut short by the attempt's deadline ends as a timeout, any other as an expiry. */
    public boolean endsAsTimeout() {
        return deadlineAt != null && !expiresAt.isBefore(deadlineAt);
    }

    public Hold until(Instant newExpiresAt) {
        return new Hold(attemptId, leaseId, workerId, leaseMs, newExpiresAt, deadlineAt);
    }
}
