package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.Limits;
import java.util.Optional;

/**
 * Gives a task back without using up an attempt.
 */
public record ReleaseTaskRequest(
        String taskId,
        String leaseId,
        String workerId,
        Optional<String> reason,
        Optional<Long> delayMs,
        Optional<String> clientToken)
        implements Mutation, LeaseHolder {

    public ReleaseTaskRequest {
        Rules.id("taskId", taskId);
        Rules.id("leaseId", leaseId);
        Rules.name("workerId", workerId);
        Rules.sentence("reason", reason);
        Rules.range("delayMs", delayMs, 0, Limits.MAX_DELAY_MILLIS);
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
        private Optional<String> reason = Optional.empty();
        private Optional<Long> delayMs = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String taskId, String leaseId, String workerId) {
            this.taskId = taskId;
            this.leaseId = leaseId;
            this.workerId = workerId;
        }

        public Builder reason(String reason) {
            this.reason = Optional.of(reason);
            return this;
        }

        public Builder delayMs(long delayMs) {
            this.delayMs = Optional.of(delayMs);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public ReleaseTaskRequest build() {
            return new ReleaseTaskRequest(taskId, leaseId, workerId, reason, delayMs, clientToken);
        }
    }
}
