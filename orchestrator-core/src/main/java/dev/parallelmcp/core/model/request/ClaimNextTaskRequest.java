package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Limits;
import java.util.List;
import java.util.Optional;

/**
 * Asks for the next task that may be worked on.
 */
public record ClaimNextTaskRequest(
        String workerId,
        Optional<Long> leaseMs,
        List<String> kinds,
        Optional<String> runId,
        Optional<String> namespace,
        Optional<Long> waitMs,
        Optional<String> clientToken)
        implements Mutation {

    public ClaimNextTaskRequest {
        Rules.name("workerId", workerId);
        Rules.range("leaseMs", leaseMs, 1, Limits.MAX_LEASE_MILLIS);
        kinds = Rules.kinds(kinds);
        Rules.id("runId", runId);
        Rules.name("namespace", namespace);
        Rules.wait(waitMs);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String workerId) {
        return new Builder(workerId);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String workerId;
        private Optional<Long> leaseMs = Optional.empty();
        private List<String> kinds = List.of();
        private Optional<String> runId = Optional.empty();
        private Optional<String> namespace = Optional.empty();
        private Optional<Long> waitMs = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String workerId) {
            this.workerId = workerId;
        }

        public Builder leaseMs(long leaseMs) {
            this.leaseMs = Optional.of(leaseMs);
            return this;
        }

        public Builder kinds(List<String> kinds) {
            this.kinds = kinds;
            return this;
        }

        public Builder runId(String runId) {
            this.runId = Optional.of(runId);
            return this;
        }

        public Builder namespace(String namespace) {
            this.namespace = Optional.of(namespace);
            return this;
        }

        /** Waits for a task for this long at most where none is ready; inside a transaction nothing waits. */
        public Builder waitMs(long waitMs) {
            this.waitMs = Optional.of(waitMs);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public ClaimNextTaskRequest build() {
            return new ClaimNextTaskRequest(workerId, leaseMs, kinds, runId, namespace, waitMs, clientToken);
        }
    }
}
