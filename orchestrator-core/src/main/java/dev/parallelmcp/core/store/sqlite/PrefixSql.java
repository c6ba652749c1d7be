package dev.parallelmcp.core.store.sqlite;

/** What begins with given characters. Each statement is one seek in an index and reads on only as far as it is asked. */
final class PrefixSql {

    /** ?1 the first id, ?2 what comes after the last, ?3 limit. */
    static final String RUN_IDS = """
            SELECT id, namespace
            FROM runs
            WHERE id >= ?1 AND id < ?2
            ORDER BY id DESC
            LIMIT ?3
            """;

    /** ?1 the first id, ?2 what comes after the last, ?3 limit. */
    static final String TASK_IDS = """
            SELECT id, namespace
            FROM tasks
            WHERE id >= ?1 AND id < ?2
            ORDER BY id DESC
            LIMIT ?3
            """;

    /** ?1 the lowest kind. */
    static final String FIRST_QUEUED_KIND = """
            SELECT kind
            FROM tasks INDEXED BY tasks_queued_by_kind
            WHERE status = 'queued' AND kind >= ?1
            ORDER BY kind
            LIMIT 1
            """;

    /** ?1 the kind before. */
    static final String NEXT_QUEUED_KIND = """
            SELECT kind
            FROM tasks INDEXED BY tasks_queued_by_kind
            WHERE status = 'queued' AND kind > ?1
            ORDER BY kind
            LIMIT 1
            """;

    /** ?1 the lowest kind, ?2 namespace. */
    static final String FIRST_READY_KIND_OF_NAMESPACE = """
            SELECT kind
            FROM queue_counts
            WHERE place = 'ready' AND kind >= ?1 AND namespace = ?2
            ORDER BY kind
            LIMIT 1
            """;

    /** ?1 the kind before, ?2 namespace. */
    static final String NEXT_READY_KIND_OF_NAMESPACE = """
            SELECT kind
            FROM queue_counts
            WHERE place = 'ready' AND kind > ?1 AND namespace = ?2
            ORDER BY kind
            LIMIT 1
            """;

    private PrefixSql() {}
}
