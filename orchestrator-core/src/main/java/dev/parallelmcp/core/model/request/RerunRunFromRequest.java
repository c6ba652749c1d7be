package dev.parallelmcp.core.model.request;

import java.util.Optional;

/**
 * Asks to do a task that has ended once more, and everything that depends on it.
 */
public record RerunRunFromRequest(String taskId, Optional<String> reason, Optional<String> clientToken)
        implements Mutation {

    public RerunRunFromRequest {
        Rules.id("taskId", taskId);
        Rules.sentence("reason", reason);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String taskId) {
        return new Builder(taskId);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String taskId;
        private Optional<String> reason = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String taskId) {
            this.taskId = taskId;
        }

        /** Shown with every task that is reset, until its next claim. */
        public Builder reason(String reason) {
            this.reason = Optional.of(reason);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public RerunRunFromRequest build() {
            return new RerunRunFromRequest(taskId, reason, clientToken);
        }
    }
}
