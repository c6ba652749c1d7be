package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Event;

/** Writing the event log. */
public interface Events extends EventReads {

    /** Answers the event with its id, which is higher than every id given out before by this database. */
    Event append(EventDraft draft);
}
