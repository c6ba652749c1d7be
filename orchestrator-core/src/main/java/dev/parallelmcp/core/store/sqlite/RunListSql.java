package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.SortDirection;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which runs a list shows, in its order. An order is part of a statement, not a parameter of it, if an index is to serve
 * it; so each order and direction has its own, made here once from one text.
 */
final class RunListSql {

    /** ?1 statuses, ?2 updated after, ?3 updated before, ?4 limit, ?5 offset; %1$s the order, %2$s the direction, %3$s its index. */
    private static final String LIST_TEMPLATE = """
            SELECT run.seq
            FROM json_each(?1) AS wanted
            CROSS JOIN runs AS run ON run.seq IN (
                SELECT first.seq
                FROM runs AS first INDEXED BY %3$s
                WHERE first.status = wanted.value AND first.updated_at > ?2 AND first.updated_at < ?3
                ORDER BY first.%1$s %2$s, first.seq %2$s
                LIMIT ?4 + ?5)
            ORDER BY run.%1$s %2$s, run.seq %2$s
            LIMIT ?4 OFFSET ?5
            """;

    /** As {@link #LIST_TEMPLATE}, and ?6 the namespace. */
    private static final String LIST_OF_NAMESPACE_TEMPLATE = """
            SELECT run.seq
            FROM json_each(?1) AS wanted
            CROSS JOIN runs AS run ON run.seq IN (
                SELECT first.seq
                FROM runs AS first INDEXED BY %3$s
                WHERE first.namespace = ?6 AND first.status = wanted.value
                    AND first.updated_at > ?2 AND first.updated_at < ?3
                ORDER BY first.%1$s %2$s, first.seq %2$s
                LIMIT ?4 + ?5)
            ORDER BY run.%1$s %2$s, run.seq %2$s
            LIMIT ?4 OFFSET ?5
            """;

    /** As {@link #LIST_TEMPLATE}, ?6 the namespace or null, ?7 the external id: few runs share one, so they are sorted. */
    private static final String LIST_OF_EXTERNAL_ID_TEMPLATE = """
            SELECT seq
            FROM runs INDEXED BY runs_by_external_id
            WHERE external_id = ?7
                AND status IN (SELECT value FROM json_each(?1))
                AND updated_at > ?2 AND updated_at < ?3
                AND (?6 IS NULL OR namespace = ?6)
            ORDER BY %1$s %2$s, seq %2$s
            LIMIT ?4 OFFSET ?5
            """;

    static final Map<RunOrder, Map<SortDirection, String>> LIST = statements(LIST_TEMPLATE, "runs_by_status");

    static final Map<RunOrder, Map<SortDirection, String>> LIST_OF_NAMESPACE =
            statements(LIST_OF_NAMESPACE_TEMPLATE, "runs_by_namespace");

    static final Map<RunOrder, Map<SortDirection, String>> LIST_OF_EXTERNAL_ID =
            statements(LIST_OF_EXTERNAL_ID_TEMPLATE, "runs");

    /** ?1 statuses, ?2 older than, ?3 limit. */
    static final String PRUNABLE = """
            SELECT run.id
            FROM json_each(?1) AS wanted
            CROSS JOIN runs AS run ON run.seq IN (
                SELECT first.seq
                FROM runs AS first
                WHERE first.status = wanted.value AND first.updated_at < ?2
                ORDER BY first.updated_at, first.seq
                LIMIT ?3)
            ORDER BY run.updated_at, run.seq
            LIMIT ?3
            """;

    /** As {@link #PRUNABLE}, and ?4 the namespace. */
    static final String PRUNABLE_OF_NAMESPACE = """
            SELECT run.id
            FROM json_each(?1) AS wanted
            CROSS JOIN runs AS run ON run.seq IN (
                SELECT first.seq
                FROM runs AS first
                WHERE first.namespace = ?4 AND first.status = wanted.value AND first.updated_at < ?2
                ORDER BY first.updated_at, first.seq
                LIMIT ?3)
            ORDER BY run.updated_at, run.seq
            LIMIT ?3
            """;

    private RunListSql() {}

    private static Map<RunOrder, Map<SortDirection, String>> statements(String template, String indexes) {
        Map<RunOrder, Map<SortDirection, String>> statements = new EnumMap<>(RunOrder.class);
        for (RunOrder order : RunOrder.values()) {
            Map<SortDirection, String> directions = new EnumMap<>(SortDirection.class);
            for (SortDirection direction : SortDirection.values()) {
                directions.put(
                        direction, template.formatted(column(order), keyword(direction), indexes + indexSuffix(order)));
            }
            statements.put(order, Map.copyOf(directions));
        }
        return Map.copyOf(statements);
    }

    private static String column(RunOrder order) {
        return switch (order) {
            case CREATED_AT -> "created_at";
            case UPDATED_AT -> "updated_at";
        };
    }

    private static String indexSuffix(RunOrder order) {
        return switch (order) {
            case CREATED_AT -> "_and_creation";
            case UPDATED_AT -> "_and_update";
        };
    }

    private static String keyword(SortDirection direction) {
        return switch (direction) {
            case ASC -> "ASC";
            case DESC -> "DESC";
        };
    }
}
