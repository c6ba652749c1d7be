package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.store.EventDraft;
import dev.parallelmcp.core.store.EventQuery;
import dev.parallelmcp.core.store.Events;
import dev.parallelmcp.core.store.PageBuilder;
import dev.parallelmcp.core.store.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;

/** The event log. Writers come one after the other, so ids become visible in their order. */
final class MemoryEvents implements Events {

    private record Row(String namespace, Event event) {}

    private final Table<Long, Row> rows;
    private final Index<String, Long, Row> ofNamespace;
    private final Index<String, Long, Row> ofRun;
    /** Not taken back with a transaction: a number that was used in vain is not missed. */
    private long lastId;

    MemoryEvents(Journal journal) {
        this.rows = new Table<>(journal);
        this.ofNamespace =
                rows.index(row -> List.of(row.namespace()), row -> row.event().id());
        this.ofRun = rows.index(
                row -> List.of(row.event().runId()), row -> row.event().id());
    }

    @Override
    public Event append(EventDraft draft) {
        Event event = new Event(
                ++lastId,
                draft.runId(),
                Optional.ofNullable(draft.taskId()),
                Optional.ofNullable(draft.attemptId()),
                draft.type(),
                draft.payload(),
                draft.createdAt());
        rows.put(event.id(), new Row(draft.namespace(), event));
        return event;
    }

    @Override
    public EventPage list(EventQuery query) {
        // Without a filter the page shows all that it looks at.
        int examined = query.types().isEmpty() ? query.limit() : query.maxExamined();
        PageBuilder<Event> page = new PageBuilder<>(query.maxBytes());
        long cursor = query.afterId();
        int shown = 0;
        for (Row row : after(query).limit(examined).toList()) {
            Event event = row.event();
            if (query.types().isEmpty() || query.types().contains(event.eventType())) {
                if (!page.add(event, Sizes.of(event))) {
                    break;
                }
                shown++;
            }
            cursor = event.id();
            if (shown == query.limit()) {
                break;
            }
        }
        return new EventPage(page.items(), cursor, page.truncated());
    }

    private Stream<Row> after(EventQuery query) {
        NavigableMap<Long, Row> scope = query.runId()
                .map(ofRun::in)
                .or(() -> query.namespace().map(ofNamespace::in))
                .orElseGet(rows::rows);
        return scope.tailMap(query.afterId(), false).values().stream()
                .filter(row -> query.namespace().map(row.namespace()::equals).orElse(true));
    }

    @Override
    public long end() {
        return rows.rows().isEmpty() ? 0 : rows.rows().lastKey();
    }

    void deleteOfRun(String runId) {
        new ArrayList<>(ofRun.in(runId).keySet()).forEach(rows::remove);
    }
}
