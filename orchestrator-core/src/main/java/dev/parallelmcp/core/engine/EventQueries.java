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
        request.runId().ifPresent(runId -> RunQueries.require(tx, runId));
        return tx.events()
                .list(new EventQuery(
                        Optional.empty(),
                        request.runId(),
                        request.eventTypes(),
                        request.afterId().orElse(0L),
                        request.limit().orElse(Limits.DEFAULT_PAGE_ITEMS),
                        Limits.MAX_EVENTS_EXAMINED,
                        Limits.MAX_PAGE_BYTES));
    }
}
