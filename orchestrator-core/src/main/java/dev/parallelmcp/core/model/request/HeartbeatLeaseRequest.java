package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.Limits;
import java.util.Optional;

/**
 * Asks to renew a lease.
 */
public record HeartbeatLeaseRequest(String taskId, String leaseId, String workerId, Optional<Long> leaseMs)
        implements LeaseHolder {

    public HeartbeatLeaseRequest {
        Rules.id("taskId", taskId);
        Rules.id("leaseId", leaseId);
        Rules.name("workerId", workerId);
        Rules.range("leaseMs", leaseMs, 1, Limits.MAX_LEASE_MILLIS);
    }

    public static Builder builder(String taskId, String leaseId, String workerId) {
        return new Builder(taskId, leaseId, workerId);
    }

    /** On behalf of the holder of this lease. */
    public static Builder builder(Lease lease) {
        return new Builder(lease.taskId(), lease.id(), lease.workerId());
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String taskId;
        private final String leaseId;
        private final String workerId;
        private Optional<Long> leaseMs = Optional.empty();

        private Builder(String taskId, String leaseId, String workerId) {
            this.taskId = taskId;
            this.leaseId = leaseId;
            this.workerId = workerId;
        }

        /** The new length; the lease's own unless given. */
        public Builder leaseMs(long leaseMs) {
            this.leaseMs = Optional.of(leaseMs);
            return this;
        }

        public HeartbeatLeaseRequest build() {
            return new HeartbeatLeaseRequest(taskId, leaseId, workerId, leaseMs);
        }
    }
}
