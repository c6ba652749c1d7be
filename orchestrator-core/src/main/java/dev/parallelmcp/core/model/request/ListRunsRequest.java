package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.SortDirection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a page of runs.
 */
public record ListRunsRequest(
        Optional<String> namespace,
        List<RunStatus> statuses,
        Optional<String> externalId,
        Optional<Instant> updatedAfter,
        Optional<Instant> updatedBefore,
        Optional<Integer> limit,
        Optional<Integer> offset,
        Optional<RunOrder> orderBy,
        Optional<SortDirection> orderDir) {

    public ListRunsRequest {
        Rules.name("namespace", namespace);
        statuses = Rules.distinct(statuses);
        Rules.name("externalId", externalId);
        Rules.instant("updatedAfter", updatedAfter);
        Rules.instant("updatedBefore", updatedBefore);
        Rules.pageLimit(limit);
        Rules.pageOffset(offset);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private Optional<String> namespace = Optional.empty();
        private List<RunStatus> statuses = List.of();
        private Optional<String> externalId = Optional.empty();
        private Optional<Instant> updatedAfter = Optional.empty();
        private Optional<Instant> updatedBefore = Optional.empty();
        private Optional<Integer> limit = Optional.empty();
        private Optional<Integer> offset = Optional.empty();
        private Optional<RunOrder> orderBy = Optional.empty();
        private Optional<SortDirection> orderDir = Optional.empty();

        private Builder() {}

        public Builder namespace(String namespace) {
            this.namespace = Optional.of(namespace);
            return this;
        }

        public Builder statuses(List<RunStatus> statuses) {
            this.statuses = statuses;
            return this;
        }

        public Builder externalId(String externalId) {
            this.externalId = Optional.of(externalId);
            return this;
        }

        public Builder updatedAfter(Instant updatedAfter) {
            this.updatedAfter = Optional.of(updatedAfter);
            return this;
        }

        public Builder updatedBefore(Instant updatedBefore) {
            this.updatedBefore = Optional.of(updatedBefore);
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

        public Builder orderBy(RunOrder orderBy) {
            this.orderBy = Optional.of(orderBy);
            return this;
        }

        public Builder orderDir(SortDirection orderDir) {
            this.orderDir = Optional.of(orderDir);
            return this;
        }

        public ListRunsRequest build() {
            return new ListRunsRequest(
                    namespace, statuses, externalId, updatedAfter, updatedBefore, limit, offset, orderBy, orderDir);
        }
    }
}
