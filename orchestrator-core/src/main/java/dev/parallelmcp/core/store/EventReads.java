package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.result.EventPage;

/** Reading the event log. */
public interface EventReads {

    /** Never skips an event that a transaction still in progress may add below the answered cursor. */
    EventPage list(EventQuery query);

    /** The cursor behind everything that there is, whoever may see it: no event is ever added below it. */
    long end();
}
