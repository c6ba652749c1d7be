package dev.parallelmcp.core.model.request;

import java.util.Optional;

/**
 * Asks for a page of what was put out for a task, oldest first.
 */
public record ListTaskOutputRequest(String taskId, Optional<Long> afterSeq, Optional<Integer> limit) {

    public ListTaskOutputRequest {
        Rules.id("taskId", taskId);
        Rules.range("afterSeq", afterSeq, 0, Long.MAX_VALUE);
        Rules.pageLimit(limit);
    }

    public static Builder builder(String taskId) {
        return new Builder(taskId);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String taskId;
        private Optional<Long> afterSeq = Optional.empty();
        private Optional<Integer> limit = Optional.empty();

        private Builder(String taskId) {
            this.taskId = taskId;
        }

        /** The nextSeq of the page before. */
        public Builder afterSeq(long afterSeq) {
            this.afterSeq = Optional.of(afterSeq);
            return this;
        }

        public Builder limit(int limit) {
            this.limit = Optional.of(limit);
            return this;
        }

        public ListTaskOutputRequest build() {
            return new ListTaskOutputRequest(taskId, afterSeq, limit);
        }
    }
}
