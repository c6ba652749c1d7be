package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.EventType;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a page of the log, oldest first.
 */
public record ListEventsSinceRequest(
        Optional<Long> afterId,
        Optional<String> runId,
        List<EventType> eventTypes,
        Optional<Integer> limit,
        Optional<Long> waitMs) {

    public ListEventsSinceRequest {
        Rules.range("afterId", afterId, 0, Long.MAX_VALUE);
        Rules.id("runId", runId);
        eventTypes = Rules.distinct(eventTypes);
        Rules.pageLimit(limit);
        Rules.wait(waitMs);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private Optional<Long> afterId = Optional.empty();
        private Optional<String> runId = Optional.empty();
        private List<EventType> eventTypes = List.of();
        private Optional<Integer> limit = Optional.empty();
        private Optional<Long> waitMs = Optional.empty();

        private Builder() {}

        /** The nextCursor of the page before. */
        public Builder afterId(long afterId) {
            this.afterId = Optional.of(afterId);
            return this;
        }

        public Builder runId(String runId) {
            this.runId = Optional.of(runId);
            return this;
        }

        public Builder eventTypes(List<EventType> eventTypes) {
            this.eventTypes = eventTypes;
            return this;
        }

        public Builder limit(int limit) {
            this.limit = Optional.of(limit);
            return this;
        }

        /** Waits for an event for this long at most where there is none; inside a transaction nothing waits. */
        public Builder waitMs(long waitMs) {
            this.waitMs = Optional.of(waitMs);
            return this;
        }

        public ListEventsSinceRequest build() {
            return new ListEventsSinceRequest(afterId, runId, eventTypes, limit, waitMs);
        }
    }
}
