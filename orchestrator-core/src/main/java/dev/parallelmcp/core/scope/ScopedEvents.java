package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.store.EventDraft;
import dev.parallelmcp.core.store.Events;

/** The events of one namespace. */
final class ScopedEvents extends ScopedEventReads implements Events {

    private final Events whole;
    private final Sight sight;

    ScopedEvents(Events whole, Sight sight) {
        super(whole, sight);
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public Event append(EventDraft draft) {
        Sight.require(sight.ofNamespace(draft.namespace()));
        return whole.append(draft);
    }
}
