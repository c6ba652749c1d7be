package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Json;
import java.util.Optional;

/**
 * Queues a paused task again.
 */
public record ResumeTaskRequest(String taskId, Optional<Json> input, Optional<String> clientToken) implements Mutation {

    public ResumeTaskRequest {
        Rules.id("taskId", taskId);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String taskId) {
        return new Builder(taskId);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String taskId;
        private Optional<Json> input = Optional.empty();
        private Optional<String> clientToken = Optional.empty();

        private Builder(String taskId) {
            this.taskId = taskId;
        }

        public Builder input(Json input) {
            this.input = Optional.of(input);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public ResumeTaskRequest build() {
            return new ResumeTaskRequest(taskId, input, clientToken);
        }
    }
}
