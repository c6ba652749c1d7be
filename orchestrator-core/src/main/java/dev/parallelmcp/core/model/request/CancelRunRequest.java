package dev.parallelmcp.core.model.request;

import java.util.Optional;

/**
 * Asks to cancel a run and everything unfinished in it, for good.
 */
public record CancelRunRequest(String runId, Optional<String> reason, Optional<String> clientToken)
        implements Mutation {

    public CancelRunRequest {
        Rules.id("runId", runId);
        Rules.sentence("reason", reason);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String runId) {
        return new Builder(runId);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String runId;
        private Optional<String> reason = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String runId) {
            this.runId = runId;
        }

        public Builder reason(String reason) {
            this.reason = Optional.of(reason);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public CancelRunRequest build() {
            return new CancelRunRequest(runId, reason, clientToken);
        }
    }
}
