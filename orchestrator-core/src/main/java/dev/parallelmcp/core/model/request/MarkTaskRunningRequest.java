package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Lease;
import java.util.Optional;

/**
 * Says that the lease holder began.
 */
public record MarkTaskRunningRequest(String taskId, String leaseId, String workerId, Optional<String> clientToken)
        implements Mutation, LeaseHolder {

    public MarkTaskRunningRequest {
        Rules.id("taskId", taskId);
        Rules.id("leaseId", leaseId);
        Rules.name("workerId", workerId);
        Rules.name("clientToken", clientToken);
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
        private Optional<String> clientToken = Optional.empty();

        private Builder(String taskId, String leaseId, String workerId) {
            this.taskId = taskId;
            this.leaseId = leaseId;
            this.workerId = workerId;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public MarkTaskRunningRequest build() {
            return new MarkTaskRunningRequest(taskId, leaseId, workerId, clientToken);
        }
    }
}
