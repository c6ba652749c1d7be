package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Detail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks for queued tasks: claimable ones first, in claim order, then those that wait.
 */
public record ListPendingTasksRequest(
        Optional<String> runId,
        List<String> kinds,
        Optional<Instant> readyBy,
        Optional<Integer> limit,
        Optional<Detail> detail) {

    public ListPendingTasksRequest {
        Rules.id("runId", runId);
        kinds = Rules.kinds(kinds);
        Rules.instant("readyBy", readyBy);
        Rules.pageLimit(limit);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private Optional<String> runId = Optional.empty();
        private List<String> kinds = List.of();
        private Optional<Instant> readyBy = Optional.empty();
        private Optional<Integer> limit = Optional.empty();
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

        /** Keeps tasks whose notBefore is not after this. */
        public Builder readyBy(Instant readyBy) {
            this.readyBy = Optional.of(readyBy);
            return this;
        }

        public Builder limit(int limit) {
            this.limit = Optional.of(limit);
            return this;
        }

        public Builder detail(Detail detail) {
            this.detail = Optional.of(detail);
            return this;
        }

        public ListPendingTasksRequest build() {
            return new ListPendingTasksRequest(runId, kinds, readyBy, limit, detail);
        }
    }
}
