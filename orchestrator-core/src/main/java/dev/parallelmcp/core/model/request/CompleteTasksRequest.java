package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Limits;
import java.util.List;
import java.util.Optional;

/**
 * Ends several tasks with their results, each as if by itself.
 */
public record CompleteTasksRequest(String workerId, List<Completion> completions, Optional<String> clientToken)
        implements Mutation {

    public CompleteTasksRequest {
        Rules.name("workerId", workerId);
        completions = List.copyOf(Rules.required("completions", completions));
        Rules.range("completions", completions.size(), 1, Limits.MAX_BATCH_ITEMS);
        Rules.name("clientToken", clientToken);
    }

    public static Builder builder(String workerId, List<Completion> completions) {
        return new Builder(workerId, completions);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String workerId;
        private final List<Completion> completions;
        private Optional<String> clientToken = Optional.empty();

        private Builder(String workerId, List<Completion> completions) {
            this.workerId = workerId;
            this.completions = completions;
        }

        /** Makes the call safe to repeat: the same token and arguments take effect once. */
        public Builder clientToken(String clientToken) {
            this.clientToken = Optional.of(clientToken);
            return this;
        }

        public CompleteTasksRequest build() {
            return new CompleteTasksRequest(workerId, completions, clientToken);
        }
    }
}
