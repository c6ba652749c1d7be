package dev.parallelmcp.core.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a lease runs. */
final class Leases {

    private Leases() {}

    /** A lease never passes the deadline of its attempt. */
    static Instant end(Instant now, long leaseMs, @Nullable Instant attemptDeadline) {
        Instant end = now.plusMillis(leaseMs);
        return attemptDeadline != null && attemptDeadline.isBefore(end) ? attemptDeadline : end;
    }
}
