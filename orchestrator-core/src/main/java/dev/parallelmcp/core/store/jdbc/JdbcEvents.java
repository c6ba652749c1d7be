package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.store.EventDraft;
import dev.parallelmcp.core.store.Events;
import java.sql.SQLException;
import java.util.Optional;

/** The event log in a SQL database. How a page stays without gaps differs between databases. */
public abstract class JdbcEvents implements Events {
    private static final Names<EventType> TYPES = Names.of(EventType.class);

    private static final String APPEND = """
            INSERT INTO events (namespace, run_id, task_id, attempt_id, type, payload, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            RETURNING id
            """;

    private final Session session;

    protected JdbcEvents(Session session) {
        this.session = session;
    }

    protected final Session session() {
        return session;
    }

    @Override
    public final Event append(EventDraft draft) {
        long id = session.first(
                        APPEND,
                        params -> params.text(draft.namespace())
                                .text(draft.runId())
                                .text(draft.taskId())
                                .text(draft.attemptId())
                                .name(draft.type())
                                .json(draft.payload())
                                .time(draft.createdAt()),
                        Columns::number)
                .orElseThrow(() -> new IllegalStateException("the new event has no id"));
        return new Event(
                id,
                draft.runId(),
                Optional.ofNullable(draft.taskId()),
                Optional.ofNullable(draft.attemptId()),
                draft.type(),
                draft.payload(),
                draft.createdAt());
    }

    /** Reads id, run_id, task_id, attempt_id, type, payload, created_at. */
    protected static Event read(Columns row) throws SQLException {
        return new Event(
                row.number(),
                row.text(),
                Optional.ofNullable(row.textOrNull()),
                Optional.ofNullable(row.textOrNull()),
                row.name(TYPES),
                row.json(),
                row.time());
    }
}
