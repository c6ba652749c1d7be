package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.EventType;
import java.util.List;
import java.util.Optional;

/**
 * Which events to read, in ascending order of id.
 *
 * @param types empty means every type
 * @param maxExamined how many events to look at, at most, in search of {@code limit} of these types
 * @param maxBytes as of a {@link Page}
 */
public record EventQuery(
        Optional<String> namespace,
        Optional<String> runId,
        List<EventType> types,
        long afterId,
        int limit,
        int maxExamined,
        int maxBytes) {

    /** The same within one namespace, or within all. */
    public EventQuery in(Optional<String> newNamespace) {
        return new EventQuery(newNamespace, runId, types, afterId, limit, maxExamined, maxBytes);
    }
}
