package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.request.ListRunEventsRequest;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.store.EventQuery;
import dev.parallelmcp.core.store.ReadTransaction;
import java.util.List;
import java.util.Optional;

/** Reading the event log. */
final class EventQueries {

    private EventQueries() {}

    static EventPage ofRun(ReadTransaction tx, ListRunEventsRequest request) {
        RunQueries.require(tx, request.runId());
        return tx.events()
                .list(new EventQuery(
                        Optional.empty(),
                        Optional.of(request.runId()),
                        List.of(),
                        request.afterId().orElse(0L),
                        request.limit().orElse(Limits.DEFAULT_PAGE_ITEMS),
                        Limits.MAX_EVENTS_EXAMINED,
                        Limits.MAX_PAGE_BYTES));
    }

    static EventPage since(ReadTransaction tx, ListEventsSinceRequest request) {
        return since(tx, request, request.afterId().orElse(0L));
    }

    /** What the request asks for, but from this cursor on. */
    static EventPage since(ReadTransaction tx, ListEventsSinceRequest request, long afterId) {
        request.runId().ifPresent(runId -> RunQueries.require(tx, runId));
        return since(tx, request, afterId, request.limit().orElse(Limits.DEFAULT_PAGE_ITEMS));
    }

    /** The same, and only so many, of a run that is there. */
    static EventPage since(ReadTransaction tx, ListEventsSinceRequest request, long afterId, int limit) {
        return tx.events()
                .list(new EventQuery(
                        Optional.empty(),
                        request.runId(),
                        request.eventTypes(),
                        afterId,
                        limit,
                        Limits.MAX_EVENTS_EXAMINED,
                        Limits.MAX_PAGE_BYTES));
    }
}
