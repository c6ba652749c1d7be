package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Detail;
import java.util.List;
import java.util.Optional;

/**
 * Asks for tasks whose attempts ran out, latest first.
 */
public record ListDeadTasksRequest(
        Optional<String> runId,
        List<String> kinds,
        Optional<Integer> limit,
        Optional<Integer> offset,
        Optional<Detail> detail) {

    public ListDeadTasksRequest {
        Rules.id("runId", runId);
        kinds = Rules.kinds(kinds);
        Rules.pageLimit(limit);
        Rules.pageOffset(offset);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private Optional<String> runId = Optional.empty();
        private List<String> kinds = List.of();
        private Optional<Integer> limit = Optional.empty();
        private Optional<Integer> offset = Optional.empty();
        private Optional<Detail> detail = Optional.empty();

        private Builder() {}

        public Builder runId(String runId) {
            this.runId = Optional.of(runId);
            return this;
        }

        public Builder kinds(List<String> kinds) {
            this.kinds = kinds;
            return this;
        }

        public Builder limit(int limit) {
            this.limit = Optional.of(limit);
            return this;
        }

        public Builder offset(int offset) {
            this.offset = Optional.of(offset);
            return this;
        }

        public Builder detail(Detail detail) {
            this.detail = Optional.of(detail);
            return this;
        }

        public ListDeadTasksRequest build() {
            return new ListDeadTasksRequest(runId, kinds, limit, offset, detail);
        }
    }
}
