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
        boolean includeContext,
        boolean includeDependencyOutputs,
        Optional<String> clientToken)
        implements ClaimRequest {

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
    public static final class Builder extends ClaimBuilder<Builder> {

        private Builder(String workerId) {
            super(workerId);
        }

        @Override
        Builder self() {
            return this;
        }

        public ClaimNextTaskRequest build() {
            return new ClaimNextTaskRequest(
                    workerId,
                    leaseMs,
                    kinds,
                    runId,
                    namespace,
                    waitMs,
                    includeContext,
                    includeDependencyOutputs,
                    clientToken);
        }
    }
}
