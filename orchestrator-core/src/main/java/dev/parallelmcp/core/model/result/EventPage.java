package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Event;
import java.util.List;

/**
 * A page of the event log.
 *
 * @param nextCursor what to pass as afterId next: the highest id examined, also on an empty or filtered page
 * @param truncated the page ended early because the answer grew too large
 */
public record EventPage(List<Event> events, long nextCursor, boolean truncated) {
    public EventPage {
        events = List.copyOf(events);
    }
}
