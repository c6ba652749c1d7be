package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.KindCounts;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.PrefixQuery;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskSpec;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.CountMapping;
import dev.parallelmcp.core.store.jdbc.JdbcTasks;
import dev.parallelmcp.core.store.jdbc.RowVisitor;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.TaskPick;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finding tasks in SQLite. */
final class SqliteTasks extends JdbcTasks {
    private static final Set<TaskStatus> ALL_STATUSES = EnumSet.allOf(TaskStatus.class);

    SqliteTasks(Session session) {
        super(session);
    }

    @Override
    public List<String> idsTaken(List<String> ids) {
        return session().list(TaskLookupSql.IDS_TAKEN, params -> params.text(JsonArrays.of(ids)), Columns::text);
    }

    @Override
    public Suggestions idsWithPrefix(PrefixQuery query) {
        return Prefixes.ids(session(), PrefixSql.TASK_IDS, query);
    }

    @Override
    public Suggestions queuedKindsWithPrefix(PrefixQuery query) {
        return Prefixes.queuedKinds(session(), query);
    }

    @Override
    public List<String> keysTaken(String runId, List<String> keys) {
        return session()
                .list(TaskLookupSql.KEYS_TAKEN, params -> params.text(runId).text(JsonArrays.of(keys)), Columns::text);
    }

    @Override
    protected void statusesOf(String runId, List<String> taskIds, RowVisitor visitor) {
        session().each(TaskLookupSql.STATUSES, params -> params.text(runId).text(JsonArrays.of(taskIds)), visitor);
    }

    @Override
    protected void outcomesOf(Optional<String> namespace, List<String> taskIds, RowVisitor visitor) {
        each(TaskLookupSql.OUTCOMES, namespace, taskIds, visitor);
    }

    @Override
    protected void outcomeTextsOf(Optional<String> namespace, List<String> taskIds, RowVisitor visitor) {
        each(TaskLookupSql.OUTCOME_TEXTS, namespace, taskIds, visitor);
    }

    private void each(String statement, Optional<String> namespace, List<String> taskIds, RowVisitor visitor) {
        session().each(statement, params -> params.text(namespace.orElse(null)).text(JsonArrays.of(taskIds)), visitor);
    }

    @Override
    protected int insertDependencies(long seq, TaskSpec spec) {
        return session()
                .update(
                        TaskLookupSql.INSERT_DEPENDENCIES,
                        params -> params.number(seq).text(spec.runId()).text(JsonArrays.of(spec.dependsOn())));
    }

    @Override
    protected TaskPick.Bound pickNextReady(ClaimFilter filter) {
        List<String> kinds = filter.kinds();
        if (filter.runId().isPresent()) {
            return pickOfRun(filter.runId().get(), filter.namespace().orElse(null), kinds);
        }
        if (filter.namespace().isPresent()) {
            return pickOfNamespace(filter.namespace().get(), kinds);
        }
        return switch (kinds.size()) {
            case 0 -> ClaimSql.NEXT_READY.given(Binding.NONE);
            case 1 -> ClaimSql.NEXT_READY_OF_KIND.given(params -> params.text(kinds.get(0)));
            default -> ClaimSql.NEXT_READY_OF_KINDS.given(params -> params.text(JsonArrays.of(kinds)));
        };
    }

    private static TaskPick.Bound pickOfRun(String runId, @Nullable String namespace, List<String> kinds) {
        return kinds.isEmpty()
                ? ClaimSql.NEXT_READY_OF_RUN.given(params -> params.text(runId).text(namespace))
                : ClaimSql.NEXT_READY_OF_RUN_AND_KINDS.given(
                        params -> params.text(runId).text(namespace).text(JsonArrays.of(kinds)));
    }

    private static TaskPick.Bound pickOfNamespace(String namespace, List<String> kinds) {
        return kinds.isEmpty()
                ? ClaimSql.NEXT_READY_OF_NAMESPACE.given(params -> params.text(namespace))
                : ClaimSql.NEXT_READY_OF_NAMESPACE_AND_KINDS.given(
                        params -> params.text(namespace).text(JsonArrays.of(kinds)));
    }

    @Override
    public List<KindCounts> countByKind(Optional<String> namespace, Instant now) {
        return session()
                .list(StatsSql.TASKS, params -> params.time(now).text(namespace.orElse(null)), CountMapping::read);
    }

    @Override
    public List<String> unfinished(String runId, int limit) {
        return session()
                .list(
                        TaskListSql.UNFINISHED_OF_RUN,
                        params -> params.text(runId).number(limit),
                        Columns::text);
    }

    @Override
    public void endDelays(List<String> taskIds) {
        session().update(TaskListSql.END_DELAYS, params -> params.text(JsonArrays.of(taskIds)));
    }

    @Override
    protected List<Long> runSeqs(TaskQuery query) {
        Page page = query.page();
        Binding common = params -> params.text(query.runId().orElseThrow())
                .text(JsonArrays.orNull(query.kinds()))
                .text(query.namespace().orElse(null))
                .number(page.limit())
                .number(page.offset());
        if (query.statuses().containsAll(ALL_STATUSES)) {
            return seqs(TaskListSql.LIST_ALL_OF_RUN, common);
        }
        return seqs(TaskListSql.LIST_OF_RUN, params -> {
            common.bind(params);
            params.text(JsonArrays.ofNames(query.statuses()));
        });
    }

    @Override
    protected List<Long> queuedSeqs(TaskQuery query) {
        Page page = query.page();
        Binding common = params -> params.time(query.readyBy().orElse(null))
                .number(page.limit())
                .number(page.offset())
                .text(query.namespace().orElse(null));
        if (query.runId().isPresent()) {
            return seqs(TaskListSql.LIST_QUEUED_OF_RUN, params -> {
                common.bind(params);
                params.text(JsonArrays.orNull(query.kinds())).text(query.runId().get());
            });
        }
        if (query.kinds().isEmpty()) {
            return seqs(TaskListSql.LIST_QUEUED, common);
        }
        return seqs(TaskListSql.LIST_QUEUED_OF_KINDS, params -> {
            common.bind(params);
            params.text(JsonArrays.of(query.kinds()));
        });
    }

    @Override
    protected List<Long> deadSeqs(TaskQuery query) {
        Page page = query.page();
        Binding common = params -> params.text(JsonArrays.orNull(query.kinds()))
                .number(page.limit())
                .number(page.offset());
        if (query.runId().isPresent()) {
            return seqs(TaskListSql.LIST_DEAD_OF_RUN, params -> {
                common.bind(params);
                params.text(query.namespace().orElse(null)).text(query.runId().get());
            });
        }
        if (query.namespace().isPresent()) {
            return seqs(TaskListSql.LIST_DEAD_OF_NAMESPACE, params -> {
                common.bind(params);
                params.text(query.namespace().get());
            });
        }
        return seqs(TaskListSql.LIST_DEAD, common);
    }

    private List<Long> seqs(String statement, Binding binding) {
        return session().list(statement, binding, Columns::number);
    }
}
