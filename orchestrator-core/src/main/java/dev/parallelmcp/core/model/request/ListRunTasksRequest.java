package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.TaskStatus;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a page of a run's tasks in enqueue order.
 */
public record ListRunTasksRequest(
        String runId,
        List<TaskStatus> statuses,
        List<String> kinds,
        Optional<Integer> limit,
        Optional<Integer> offset,
        Optional<Detail> detail) {

    public ListRunTasksRequest {
        Rules.id("runId", runId);
        statuses = Rules.distinct(statuses);
        kinds = Rules.kinds(kinds);
        Rules.pageLimit(limit);
        Rules.pageOffset(offset);
    }

    public static Builder builder(String runId) {
        return new Builder(runId);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String runId;
        private List<TaskStatus> statuses = List.of();
        private List<String> kinds = List.of();
        private Optional<Integer> limit = Optional.empty();
        private Optional<Integer> offset = Optional.empty();
        private Optional<Detail> detail = Optional.empty();

        private Builder(String runId) {
            this.runId = runId;
        }

        public Builder statuses(List<TaskStatus> statuses) {
            this.statuses = statuses;
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

        public ListRunTasksRequest build() {
            return new ListRunTasksRequest(runId, statuses, kinds, limit, offset, detail);
        }
    }
}
