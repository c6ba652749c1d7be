package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.store.EventQuery;
import dev.parallelmcp.core.store.PageBuilder;
import dev.parallelmcp.core.store.Sizes;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.JdbcEvents;
import dev.parallelmcp.core.store.jdbc.Params;
import dev.parallelmcp.core.store.jdbc.Session;
import java.sql.SQLException;
import java.util.List;

/** Reading the event log in SQLite: writers come one after the other, so ids become visible in their order. */
final class SqliteEvents extends JdbcEvents {

    SqliteEvents(Session session) {
        super(session);
    }

    @Override
    public EventPage list(EventQuery query) {
        long lastExamined = lastExamined(query);
        if (lastExamined <= query.afterId()) {
            return new EventPage(List.of(), query.afterId(), false);
        }
        PageBuilder<Event> page = new PageBuilder<>(query.maxBytes());
        session().each(listStatement(query), params -> bindList(params, query, lastExamined), row -> {
            Event event = read(row);
            return page.add(event, Sizes.of(event));
        });
        List<Event> events = page.items();
        boolean full = page.truncated() || events.size() >= query.limit();
        long nextCursor =
                full && !events.isEmpty() ? events.get(events.size() - 1).id() : lastExamined;
        return new EventPage(events, nextCursor, page.truncated());
    }

    @Override
    public long end() {
        return session().first(EventListSql.END, Binding.NONE, Columns::number).orElse(0L);
    }

    /** The highest id that the page may look at; 0 when there is none. */
    private long lastExamined(EventQuery query) {
        boolean showsAll = query.types().isEmpty() && !ofDefaultNamespace(query);
        int examined = showsAll ? query.limit() : query.maxExamined();
        Binding window = params -> {
            params.number(query.afterId()).number(examined);
            bindScope(params, query);
        };
        return session()
                .first(lastExaminedStatement(query), window, Columns::number)
                .orElse(0L);
    }

    private static void bindScope(Params params, EventQuery query) throws SQLException {
        if (query.runId().isPresent()) {
            params.text(query.runId().get()).text(query.namespace().orElse(null));
        } else if (query.namespace().isPresent() && !ofDefaultNamespace(query)) {
            params.text(query.namespace().get());
        }
    }

    /** The one whose events no index finds: most databases have no other. */
    private static boolean ofDefaultNamespace(EventQuery query) {
        return query.runId().isEmpty()
                && query.namespace().filter(Run.DEFAULT_NAMESPACE::equals).isPresent();
    }

    private static void bindList(Params params, EventQuery query, long lastExamined) throws SQLException {
        params.number(query.afterId())
                .number(lastExamined)
                .text(query.types().isEmpty() ? null : JsonArrays.ofNames(query.types()))
                .number(query.limit());
        if (query.runId().isPresent()) {
            params.text(query.runId().get());
        } else if (query.namespace().isPresent()) {
            params.text(query.namespace().get());
        }
    }

    private static String lastExaminedStatement(EventQuery query) {
        if (query.runId().isPresent()) {
            return EventListSql.LAST_EXAMINED_OF_RUN;
        }
        return query.namespace().isPresent() && !ofDefaultNamespace(query)
                ? EventListSql.LAST_EXAMINED_OF_NAMESPACE
                : EventListSql.LAST_EXAMINED;
    }

    private static String listStatement(EventQuery query) {
        if (query.runId().isPresent()) {
            return EventListSql.LIST_OF_RUN;
        }
        if (query.namespace().isEmpty()) {
            return EventListSql.LIST;
        }
        return ofDefaultNamespace(query) ? EventListSql.LIST_OF_DEFAULT_NAMESPACE : EventListSql.LIST_OF_NAMESPACE;
    }
}
