package dev.parallelmcp.core.model.request;

/**
 * Asks for one task.
 */
public record GetTaskRequest(String taskId, boolean includeAttempts) {

    public GetTaskRequest {
        Rules.id("taskId", taskId);
    }

    public static Builder builder(String taskId) {
        return new Builder(taskId);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String taskId;
        private boolean includeAttempts;

        private Builder(String taskId) {
            this.taskId = taskId;
        }

        /** Brings its attempts, oldest first. */
        public Builder includeAttempts() {
            this.includeAttempts = true;
            return this;
        }

        public GetTaskRequest build() {
            return new GetTaskRequest(taskId, includeAttempts);
        }
    }
}
