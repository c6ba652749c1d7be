package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.SortDirection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which runs to list.
 *
 * @param statuses never empty
 * @param updatedAfter exclusive
 * @param updatedBefore exclusive
 */
public record RunQuery(
        Optional<String> namespace,
        List<RunStatus> statuses,
        Optional<String> externalId,
        Optional<Instant> updatedAfter,
        Optional<Instant> updatedBefore,
        RunOrder order,
        SortDirection direction,
        Page page) {

    /** The same within one namespace, or within all. */
    public RunQuery in(Optional<String> newNamespace) {
        return new RunQuery(newNamespace, statuses, externalId, updatedAfter, updatedBefore, order, direction, page);
    }
}
