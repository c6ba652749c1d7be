package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import java.util.Optional;

/**
 * Ends a task with its result.
 */
public record CompleteTaskRequest(
        String taskId,
        String leaseId,
        String workerId,
        Optional<Json> output,
        Optional<Json> metadata,
        Optional<Json> nextContext,
        Optional<String> nextContextLabel,
        Optional<String> clientToken)
        implements Mutation, LeaseHolder {

    public CompleteTaskRequest {
        Rules.id("taskId", taskId);
        Rules.id("leaseId", leaseId);
        Rules.name("workerId", workerId);
        Rules.object("metadata", metadata);
        Rules.name("nextContextLabel", nextContextLabel);
        if (nextContextLabel.isPresent() && nextContext.isEmpty()) {
            throw OrchestratorException.invalidArgument("nextContextLabel", "given without nextContext");
        }
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
        private Optional<Json> output = Optional.empty();
        private Optional<Json> metadata = Optional.empty();
        private Optional<Json> nextContext = Optional.empty();
        private Optional<String> nextContextLabel = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String taskId, String leaseId, String workerId) {
            this.taskId = taskId;
            this.leaseId = leaseId;
            this.workerId = workerId;
        }

        public Builder output(Json output) {
            this.output = Optional.of(output);
            return this;
        }

        /** Kept with the attempt. */
        public Builder metadata(Json metadata) {
            this.metadata = Optional.of(metadata);
            return this;
        }

        /** Becomes the run's current context in the same transaction. */
        public Builder nextContext(Json nextContext) {
            this.nextContext = Optional.of(nextContext);
            return this;
        }

        public Builder nextContextLabel(String nextContextLabel) {
            this.nextContextLabel = Optional.of(nextContextLabel);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public CompleteTaskRequest build() {
            return new CompleteTaskRequest(
                    taskId, leaseId, workerId, output, metadata, nextContext, nextContextLabel, clientToken);
        }
    }
}
