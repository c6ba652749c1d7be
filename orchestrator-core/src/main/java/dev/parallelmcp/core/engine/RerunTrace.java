package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.store.EventQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in the log a rerun has told what it reset: from its first event to its last. The log has the ids anyway and
 * lives as long as the run's client tokens, so nothing else needs to keep them for a repetition of the call.
 */
record RerunTrace(long firstEvent, long lastEvent) {

    private static final String TO = "-";

    /** What a reply spends on an id beside its characters: quotes and comma, plain and inside a text. */
    private static final int BYTES_AROUND_AN_ID = 8;

    /** The run stands in the same reply. */
    private static final int MAX_ID_BYTES = Limits.MAX_PAGE_BYTES / 2;

    /** As many ids as fit a reply, in the order of the events. */
    record Named(List<String> taskIds, boolean truncated) {}

    String text() {
        return firstEvent + TO + lastEvent;
    }

    static RerunTrace parse(String text) {
        int to = text.indexOf(TO);
        return new RerunTrace(Long.parseLong(text.substring(0, to)), Long.parseLong(text.substring(to + 1)));
    }

    Named read(UnitOfWork work, String runId) {
        List<String> ids = new ArrayList<>();
        long bytes = 0;
        long cursor = firstEvent - 1;
        while (cursor < lastEvent) {
            EventPage page = work.tx().events().list(query(runId, cursor));
            for (Event event : page.events()) {
                String id = event.taskId().orElseThrow();
                bytes += 2L * id.length() + BYTES_AROUND_AN_ID;
                if (event.id() > lastEvent || bytes > MAX_ID_BYTES) {
                    return new Named(ids, event.id() <= lastEvent);
                }
                ids.add(id);
            }
            cursor = page.nextCursor();
        }
        return new Named(ids, false);
    }

    private static EventQuery query(String runId, long afterId) {
        return new EventQuery(
                Optional.empty(),
                Optional.of(runId),
                List.of(EventType.TASK_RERUN),
                afterId,
                Limits.MAX_PAGE_ITEMS,
                Limits.MAX_EVENTS_EXAMINED,
                Limits.MAX_PAGE_BYTES);
    }
}
