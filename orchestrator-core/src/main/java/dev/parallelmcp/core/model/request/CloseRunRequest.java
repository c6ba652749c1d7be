package dev.parallelmcp.core.model.request;

import java.util.Optional;

/**
 * Asks that a run takes no more tasks and ends when those it has do.
 */
public record CloseRunRequest(String runId, Optional<String> clientToken) implements Mutation {

    public CloseRunRequest {
        Rules.id("runId", runId);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String runId) {
        return new Builder(runId);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String runId;
        private Optional<String> clientToken = Optional.empty();

        private Builder(String runId) {
            this.runId = runId;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public CloseRunRequest build() {
            return new CloseRunRequest(runId, clientToken);
        }
    }
}
