package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.store.EventQuery;
import dev.parallelmcp.core.store.EventReads;

/** The events of one namespace. */
class ScopedEventReads implements EventReads {

    private final EventReads whole;
    private final Sight sight;

    ScopedEventReads(EventReads whole, Sight sight) {
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public final EventPage list(EventQuery query) {
        return whole.list(query.in(sight.narrow(query.namespace())));
    }

    /** A number alone tells nothing of an event. */
    @Override
    public final long end() {
        return whole.end();
    }
}
