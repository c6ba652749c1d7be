package dev.parallelmcp.core.store.sqlite;

/** What only SQLite can be asked about itself. */
final class HealthSql {

    /** Looks at every page, and at what every index and every rule of a table says of its rows. */
    static final String INTEGRITY = "PRAGMA integrity_check";

    /** Table, row and the table that has not what it refers to. */
    static final String FOREIGN_KEYS = "PRAGMA foreign_key_check";

    /** AUTOINCREMENT gives the number after the one that it remembers, or after the highest there is. */
    static final String SEQUENCES_BEHIND = """
            SELECT used.name, 'remembers ' || coalesce(kept.seq, 0) || ', in use up to ' || used.highest
            FROM (
                SELECT 'tasks' AS name, max(seq) AS highest FROM tasks
                UNION ALL
                SELECT 'attempts', max(seq) FROM attempts
                UNION ALL
                SELECT 'events', max(id) FROM events) AS used
            LEFT JOIN sqlite_sequence AS kept ON kept.name = used.name
            WHERE used.highest > coalesce(kept.seq, 0)
            """;

    private HealthSql() {}
}
