package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.core.store.PrefixQuery;
import dev.parallelmcp.core.store.RunQuery;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.JdbcRuns;
import dev.parallelmcp.core.store.jdbc.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finding runs in SQLite. */
final class SqliteRuns extends JdbcRuns {

    SqliteRuns(Session session) {
        super(session);
    }

    @Override
    protected List<Long> listSeqs(RunQuery query) {
        Binding common = params -> params.text(JsonArrays.ofNames(query.statuses()))
                .number(query.updatedAfter().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE))
                .number(query.updatedBefore().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE))
                .number(query.page().limit())
                .number(query.page().offset());
        if (query.externalId().isPresent()) {
            return session()
                    .list(
                            statement(RunListSql.LIST_OF_EXTERNAL_ID, query),
                            params -> {
                                common.bind(params);
                                params.text(query.namespace().orElse(null))
                                        .text(query.externalId().get());
                            },
                            Columns::number);
        }
        if (query.namespace().isEmpty()) {
            return session().list(statement(RunListSql.LIST, query), common, Columns::number);
        }
        return session()
                .list(
                        statement(RunListSql.LIST_OF_NAMESPACE, query),
                        params -> {
                            common.bind(params);
                            params.text(query.namespace().get());
                        },
                        Columns::number);
    }

    @Override
    public Suggestions idsWithPrefix(PrefixQuery query) {
        return Prefixes.ids(session(), PrefixSql.RUN_IDS, query);
    }

    @Override
    public List<String> prunable(Optional<String> namespace, List<RunStatus> statuses, Instant olderThan, int limit) {
        Binding common = params ->
                params.text(JsonArrays.ofNames(statuses)).time(olderThan).number(limit);
        if (namespace.isEmpty()) {
            return session().list(RunListSql.PRUNABLE, common, Columns::text);
        }
        return session()
                .list(
                        RunListSql.PRUNABLE_OF_NAMESPACE,
                        params -> {
                            common.bind(params);
                            params.text(namespace.get());
                        },
                        Columns::text);
    }

    private static String statement(Map<RunOrder, Map<SortDirection, String>> statements, RunQuery query) {
        return Objects.requireNonNull(
                Objects.requireNonNull(statements.get(query.order())).get(query.direction()));
    }
}
