package dev.parallelmcp.core.store.sqlite;

/** What a graph of new tasks asks of those that there are: one statement for any number of ids or keys. */
final class TaskLookupSql {

    /** ?1 ids. */
    static final String IDS_TAKEN = """
            SELECT task.id
            FROM json_each(?1) AS wanted
            CROSS JOIN tasks AS task ON task.id = wanted.value
            """;

    /** ?1 run, ?2 keys. */
    static final String KEYS_TAKEN = """
            SELECT task.key
            FROM json_each(?2) AS wanted
            CROSS JOIN tasks AS task INDEXED BY tasks_by_key ON task.run_id = ?1 AND task.key = wanted.value
            WHERE task.key IS NOT NULL
            """;

    /** ?1 run, ?2 ids. */
    static final String STATUSES = """
            SELECT task.id, task.status
            FROM json_each(?2) AS wanted
            CROSS JOIN tasks AS task ON task.id = wanted.value
            WHERE +task.run_id = ?1
            """;

    /** ?1 namespace or null for all, ?2 ids. Sizes stand in the head of a row, so no output is read. */
    static final String OUTCOMES = """
            SELECT task.id, task.key, task.kind, task.status, octet_length(task.output), octet_length(task.error)
            FROM json_each(?2) AS wanted
            CROSS JOIN tasks AS task ON task.id = wanted.value
            WHERE ?1 IS NULL OR +task.namespace = ?1
            """;

    /** ?1 namespace or null for all, ?2 ids. */
    static final String OUTCOME_TEXTS = """
            SELECT task.id, task.output, task.error
            FROM json_each(?2) AS wanted
            CROSS JOIN tasks AS task ON task.id = wanted.value
            WHERE ?1 IS NULL OR +task.namespace = ?1
            """;

    /** ?1 place of the dependent, ?2 run, ?3 ids. */
    static final String INSERT_DEPENDENCIES = """
            INSERT INTO task_dependencies (depends_on_seq, task_seq)
            SELECT task.seq, ?1
            FROM json_each(?3) AS wanted
            CROSS JOIN tasks AS task ON task.id = wanted.value
            WHERE +task.run_id = ?2
            """;

    private TaskLookupSql() {}
}
