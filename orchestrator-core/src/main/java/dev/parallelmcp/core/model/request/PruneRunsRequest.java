package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks to delete ended runs with all that hangs on them.
 *
 * @param olderThan only runs whose updatedAt is before this instant
 * @param statuses completed, failed, cancelled; empty means all three
 */
public record PruneRunsRequest(Instant olderThan, List<RunStatus> statuses, Optional<Integer> limit) {

    public PruneRunsRequest {
        Rules.required("olderThan", olderThan);
        Rules.instant("olderThan", Optional.of(olderThan));
        statuses = Rules.distinct(statuses);
        Rules.range("limit", limit, 1, Limits.MAX_PAGE_ITEMS);
        for (RunStatus status : statuses) {
            if (!status.terminal()) {
                throw OrchestratorException.invalidArgument(
                        "statuses", "given '" + status.wireName() + "', only ended runs can be pruned");
            }
        }
    }

    public static Builder builder(Instant olderThan) {
        return new Builder(olderThan);
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final Instant olderThan;
        private List<RunStatus> statuses = List.of();
        private Optional<Integer> limit = Optional.empty();

        private Builder(Instant olderThan) {
            this.olderThan = olderThan;
        }

        public Builder statuses(List<RunStatus> statuses) {
            this.statuses = statuses;
            return this;
        }

        public Builder limit(int limit) {
            this.limit = Optional.of(limit);
            return this;
        }

        public PruneRunsRequest build() {
            return new PruneRunsRequest(olderThan, statuses, limit);
        }
    }
}
