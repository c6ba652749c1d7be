package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Task;
import java.util.Optional;

/**
 * Asks to cancel one task; the tasks that depend on it follow their policies.
 *
 * @param reason anything but {@link Task#DEPENDENCY_FAILED}, by which the core knows what it may revive
 */
public record CancelTaskRequest(String taskId, Optional<String> reason, Optional<String> clientToken)
        implements Mutation {

    public CancelTaskRequest {
        Rules.id("taskId", taskId);
        Rules.sentence("reason", reason);
        if (reason.filter(Task.DEPENDENCY_FAILED::equals).isPresent()) {
            throw OrchestratorException.invalidArgument(
                    "reason",
                    "given '" + Task.DEPENDENCY_FAILED + "', which marks what a failed dependency cancelled; "
                            + "give another text or none");
        }
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

        public Builder reason(String reason) {
            this.reason = Optional.of(reason);
            return this;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public CancelTaskRequest build() {
            return new CancelTaskRequest(taskId, reason, clientToken);
        }
    }
}
