package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.waiting.Awaited;
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.core.waiting.Desk;
import dev.parallelmcp.core.waiting.Stages;
import dev.parallelmcp.core.waiting.Turn;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Events behind a cursor. The cursor moves over those of other types, so that none is looked at twice. */
final class AwaitedEvents implements Awaited<EventPage> {

    private final Transactor transactor;
    private final ListEventsSinceRequest request;
    private final Caller caller;
    private final Desk desk = new Desk();
    private volatile long cursor;

    AwaitedEvents(Transactor transactor, ListEventsSinceRequest request, Caller caller) {
        this.transactor = transactor;
        this.request = request;
        this.caller = caller;
        this.cursor = request.afterId().orElse(0L);
    }

    @Override
    public Object line() {
        return this;
    }

    @Override
    public Desk desk() {
        return desk;
    }

    /** A look examines a bounded part of the log: where it has moved on there may be more. */
    @Override
    public Look look(ReadTransaction whole) {
        ReadTransaction tx = transactor.view(whole);
        if (request.runId().isPresent() && tx.runs().find(request.runId().get()).isEmpty()) {
            // The run has been pruned: fetching tells.
            return Look.COME;
        }
        EventPage next = EventQueries.since(tx, request, cursor, 1);
        if (!next.events().isEmpty()) {
            return Look.COME;
        }
        boolean moved = next.nextCursor() > cursor;
        cursor = next.nextCursor();
        return moved ? Look.UNFINISHED : Look.NOTHING;
    }

    @Override
    public CompletionStage<Optional<EventPage>> fetch(Turn turn) {
        return Stages.supply(
                () -> Optional.of(nothing()).filter(page -> !page.events().isEmpty()), caller.executor());
    }

    @Override
    public EventPage nothing() {
        EventPage page = transactor.read(tx -> EventQueries.since(tx, request, cursor));
        cursor = page.events().isEmpty() ? page.nextCursor() : cursor;
        return page;
    }
}
