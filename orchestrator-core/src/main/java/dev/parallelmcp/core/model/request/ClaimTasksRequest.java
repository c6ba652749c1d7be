package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Limits;
import java.util.List;
import java.util.Optional;

/**
 * Asks for the next tasks that may be worked on, at most {@code max} of them.
 */
public record ClaimTasksRequest(
        String workerId,
        Integer max,
        Optional<Long> leaseMs,
        List<String> kinds,
        Optional<String> runId,
        Optional<String> namespace,
        Optional<Long> waitMs,
        boolean includeContext,
        boolean includeDependencyOutputs,
        Optional<String> clientToken)
        implements ClaimRequest {

    public ClaimTasksRequest {
        Rules.name("workerId", workerId);
        Rules.range("max", Rules.required("max", max), 1, Limits.MAX_BATCH_ITEMS);
        Rules.range("leaseMs", leaseMs, 1, Limits.MAX_LEASE_MILLIS);
        kinds = Rules.kinds(kinds);
        Rules.id("runId", runId);
        Rules.name("namespace", namespace);
        Rules.wait(waitMs);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String workerId, int max) {
        return new Builder(workerId, max);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder extends ClaimBuilder<Builder> {
        private final int max;

        private Builder(String workerId, int max) {
            super(workerId);
            this.max = max;
        }

        @Override
        Builder self() {
            return this;
        }

        public ClaimTasksRequest build() {
            return new ClaimTasksRequest(
                    workerId,
                    max,
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
