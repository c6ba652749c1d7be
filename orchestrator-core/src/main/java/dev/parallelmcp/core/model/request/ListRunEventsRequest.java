package dev.parallelmcp.core.model.request;

import java.util.Optional;

/**
 * Asks for a page of a run's events, oldest first.
 */
public record ListRunEventsRequest(String runId, Optional<Long> afterId, Optional<Integer> limit) {

    public ListRunEventsRequest {
        Rules.id("runId", runId);
        Rules.range("afterId", afterId, 0, Long.MAX_VALUE);
        Rules.pageLimit(limit);
    }

    public static Builder builder(String runId) {
        return new Builder(runId);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String runId;
        private Optional<Long> afterId = Optional.empty();
        private Optional<Integer> limit = Optional.empty();

        private Builder(String runId) {
            this.runId = runId;
        }

        public Builder afterId(long afterId) {
            this.afterId = Optional.of(afterId);
            return this;
        }

        public Builder limit(int limit) {
            this.limit = Optional.of(limit);
            return this;
        }

        public ListRunEventsRequest build() {
            return new ListRunEventsRequest(runId, afterId, limit);
        }
    }
}
