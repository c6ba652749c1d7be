package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import java.util.Optional;

/**
 * Ends an attempt without a result.
 */
public record FailTaskRequest(
        String taskId,
        String leaseId,
        String workerId,
        String error,
        boolean retryable,
        Optional<Json> metadata,
        Optional<String> clientToken)
        implements Mutation, LeaseHolder {

    public FailTaskRequest {
        Rules.id("taskId", taskId);
        Rules.id("leaseId", leaseId);
        Rules.name("workerId", workerId);
        Rules.error("error", error);
        Rules.object("metadata", metadata);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String taskId, String leaseId, String workerId, String error) {
        return new Builder(taskId, leaseId, workerId, error);
    }

    /** On behalf of the holder of this lease. */
    public static Builder builder(Lease lease, String error) {
        return new Builder(lease.taskId(), lease.id(), lease.workerId(), error);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String taskId;
        private final String leaseId;
        private final String workerId;
        private final String error;
        private boolean retryable;
        private Optional<Json> metadata = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String taskId, String leaseId, String workerId, String error) {
            this.taskId = taskId;
            this.leaseId = leaseId;
            this.workerId = workerId;
            this.error = error;
        }

        /** Lets the task follow its retry policy; otherwise the failure is final. */
        public Builder retryable() {
            this.retryable = true;
            return this;
        }

        /** Kept with the attempt. */
        public Builder metadata(Json metadata) {
            this.metadata = Optional.of(metadata);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public FailTaskRequest build() {
            return new FailTaskRequest(taskId, leaseId, workerId, error, retryable, metadata, clientToken);
        }
    }
}
