package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.OutputType;
import java.util.Optional;

/**
 * Puts something out while the lease holder works.
 */
public record EmitTaskOutputRequest(
        String taskId,
        String leaseId,
        String workerId,
        OutputType type,
        Json value,
        Optional<String> name,
        Optional<String> clientToken)
        implements Mutation, LeaseHolder {

    public EmitTaskOutputRequest {
        Rules.id("taskId", taskId);
        Rules.id("leaseId", leaseId);
        Rules.name("workerId", workerId);
        Rules.required("type", type);
        Rules.required("value", value);
        Rules.name("name", name);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String taskId, String leaseId, String workerId, OutputType type, Json value) {
        return new Builder(taskId, leaseId, workerId, type, value);
    }

    /** On behalf of the holder of this lease. */
    public static Builder builder(Lease lease, OutputType type, Json value) {
        return new Builder(lease.taskId(), lease.id(), lease.workerId(), type, value);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String taskId;
        private final String leaseId;
        private final String workerId;
        private final OutputType type;
        private final Json value;
        private Optional<String> name = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String taskId, String leaseId, String workerId, OutputType type, Json value) {
            this.taskId = taskId;
            this.leaseId = leaseId;
            this.workerId = workerId;
            this.type = type;
            this.value = value;
        }

        public Builder name(String name) {
            this.name = Optional.of(name);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public EmitTaskOutputRequest build() {
            return new EmitTaskOutputRequest(taskId, leaseId, workerId, type, value, name, clientToken);
        }
    }
}
