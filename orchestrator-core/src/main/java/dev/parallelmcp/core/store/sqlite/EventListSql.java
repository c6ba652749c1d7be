package dev.parallelmcp.core.store.sqlite;

/**
 * Pages of the event log, in two steps: how far the page may look, by the index alone, and then what it shows of that.
 */
final class EventListSql {

    /** Null when there is no event. */
    static final String END = """
            SELECT max(id) FROM events
            """;

    /** ?1 after, ?2 how many to examine; null when there are none. */
    static final String LAST_EXAMINED = """
            SELECT max(id) FROM (SELECT id FROM events WHERE id > ?1 ORDER BY id LIMIT ?2)
            """;

    /** As {@link #LAST_EXAMINED}, and ?3 the run, ?4 its namespace or null. */
    static final String LAST_EXAMINED_OF_RUN = """
            SELECT max(id) FROM (
                SELECT id
                FROM events
                WHERE run_id = (SELECT id FROM runs WHERE id = ?3 AND (?4 IS NULL OR namespace = ?4)) AND id > ?1
                ORDER BY id
                LIMIT ?2)
            """;

    /** As {@link #LAST_EXAMINED}, and ?3 a namespace that has an index. */
    static final String LAST_EXAMINED_OF_NAMESPACE = """
            SELECT max(id) FROM (
                SELECT id
                FROM events INDEXED BY events_of_namespace
                WHERE namespace = ?3 AND namespace <> 'default' AND id > ?1
                ORDER BY id
                LIMIT ?2)
            """;

    /** ?1 after, ?2 up to and including, ?3 types or null, ?4 limit. */
    static final String LIST = """
            SELECT id, run_id, task_id, attempt_id, type, payload, created_at
            FROM events
            WHERE id > ?1 AND id <= ?2 AND (?3 IS NULL OR type IN (SELECT value FROM json_each(?3)))
            ORDER BY id
            LIMIT ?4
            """;

    /** As {@link #LIST}, and ?5 the run. */
    static final String LIST_OF_RUN = """
            SELECT id, run_id, task_id, attempt_id, type, payload, created_at
            FROM events INDEXED BY events_of_run
            WHERE run_id = ?5 AND id > ?1 AND id <= ?2
                AND (?3 IS NULL OR type IN (SELECT value FROM json_each(?3)))
            ORDER BY id
            LIMIT ?4
            """;

    /** As {@link #LIST}, and ?5 the namespace that has no index: events of others are among those that are looked at. */
    static final String LIST_OF_DEFAULT_NAMESPACE = """
            SELECT id, run_id, task_id, attempt_id, type, payload, created_at
            FROM events
            WHERE id > ?1 AND id <= ?2 AND namespace = ?5
                AND (?3 IS NULL OR type IN (SELECT value FROM json_each(?3)))
            ORDER BY id
            LIMIT ?4
            """;

    /** As {@link #LIST}, and ?5 a namespace that has an index. */
    static final String LIST_OF_NAMESPACE = """
            SELECT id, run_id, task_id, attempt_id, type, payload, created_at
            FROM events INDEXED BY events_of_namespace
            WHERE namespace = ?5 AND namespace <> 'default' AND id > ?1 AND id <= ?2
                AND (?3 IS NULL OR type IN (SELECT value FROM json_each(?3)))
            ORDER BY id
            LIMIT ?4
            """;

    private EventListSql() {}
}
