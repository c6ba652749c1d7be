package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.DependencyState;
import dev.parallelmcp.core.store.DueTask;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.OutcomeTexts;
import dev.parallelmcp.core.store.PageBuilder;
import dev.parallelmcp.core.store.Sizes;
import dev.parallelmcp.core.store.TaskOutcome;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskSpec;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.Tasks;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasks in a SQL database. Finding tasks by several values differs between databases, so that part answers places in
 * the order of enqueueing and nothing else; the rows are then read one by one, by their primary key, and only as many as
 * fit the page.
 */
public abstract class JdbcTasks implements Tasks {
    private final Session session;

    protected JdbcTasks(Session session) {
        this.session = session;
    }

    protected final Session session() {
        return session;
    }

    /** Id and status of those of {@code taskIds} that are tasks of this run. */
    protected abstract void statusesOf(String runId, List<String> taskIds, RowVisitor visitor);

    /** Id, key, kind, status and the bytes of output and error of these tasks, in all namespaces or in one. */
    protected abstract void outcomesOf(Optional<String> namespace, List<String> taskIds, RowVisitor visitor);

    /** Id, output and error of these tasks, in all namespaces or in one. */
    protected abstract void outcomeTextsOf(Optional<String> namespace, List<String> taskIds, RowVisitor visitor);

    /** Stores what the new task at {@code seq} depends on; answers how many tasks that are. */
    protected abstract int insertDependencies(long seq, TaskSpec spec);

    /** How the task to claim next is found. */
    protected abstract TaskPick.Bound pickNextReady(ClaimFilter filter);

    protected abstract List<Long> runSeqs(TaskQuery query);

    protected abstract List<Long> queuedSeqs(TaskQuery query);

    protected abstract List<Long> deadSeqs(TaskQuery query);

    @Override
    public final Optional<TaskRow> find(String taskId) {
        return session.first(TaskSql.FIND, params -> params.text(taskId), TaskMapping::read);
    }

    @Override
    public final List<DependencyState> dependencyStates(String runId, List<String> taskIds) {
        List<DependencyState> states = new ArrayList<>(taskIds.size());
        statusesOf(runId, taskIds, row -> states.add(new DependencyState(row.text(), row.name(TaskMapping.STATUSES))));
        return states;
    }

    @Override
    public final Listing<TaskSummary> summaries(String runId, List<String> taskIds, int maxBytes) {
        PageBuilder<TaskSummary> summaries = new PageBuilder<>(maxBytes);
        for (String taskId : taskIds) {
            Optional<TaskSummary> summary = session.first(
                    TaskSql.FIND_SUMMARY, params -> params.text(taskId).text(runId), TaskMapping::readSummary);
            if (summary.isPresent() && !summaries.add(summary.get(), Sizes.of(summary.get()))) {
                break;
            }
        }
        return summaries.listing();
    }

    @Override
    public final List<TaskOutcome> outcomes(Optional<String> namespace, List<String> taskIds) {
        List<TaskOutcome> outcomes = new ArrayList<>(taskIds.size());
        outcomesOf(
                namespace,
                taskIds,
                row -> outcomes.add(new TaskOutcome(
                        row.text(),
                        Optional.ofNullable(row.textOrNull()),
                        row.text(),
                        row.name(TaskMapping.STATUSES),
                        Optional.ofNullable(row.numberOrNull()),
                        Optional.ofNullable(row.numberOrNull()))));
        return outcomes;
    }

    @Override
    public final List<OutcomeTexts> outcomeTexts(Optional<String> namespace, List<String> taskIds) {
        List<OutcomeTexts> texts = new ArrayList<>(taskIds.size());
        outcomeTextsOf(
                namespace,
                taskIds,
                row -> texts.add(new OutcomeTexts(
                        row.text(), Optional.ofNullable(row.jsonOrNull()), Optional.ofNullable(row.textOrNull()))));
        return texts;
    }

    @Override
    public final boolean hasFailedDependency(String taskId) {
        return session.first(TaskSql.HAS_FAILED_DEPENDENCY, params -> params.text(taskId), Columns::number)
                .isPresent();
    }

    @Override
    public final Optional<Instant> nextDue(Optional<String> namespace) {
        return namespace
                .map(name -> earliest(
                        TaskSql.NEXT_DUE_OF_NAMESPACE,
                        params -> params.text(name).text(name)))
                .orElseGet(() -> earliest(TaskSql.NEXT_DUE, Binding.NONE));
    }

    private Optional<Instant> earliest(String statement, Binding binding) {
        List<Instant> earliest = new ArrayList<>(1);
        session.each(statement, binding, row -> {
            Instant due = row.timeOrNull();
            return due != null && earliest.add(due);
        });
        return earliest.stream().findFirst();
    }

    @Override
    public final Listing<TaskView> listOfRun(TaskQuery query) {
        return page(query, runSeqs(query));
    }

    @Override
    public final Listing<TaskView> listQueued(TaskQuery query) {
        return page(query, queuedSeqs(query));
    }

    @Override
    public final Listing<TaskView> listDead(TaskQuery query) {
        return page(query, deadSeqs(query));
    }

    @Override
    public final TaskRow insert(TaskRow row) {
        TaskSpec spec = row.spec();
        long seq = session.first(
                        TaskSql.INSERT,
                        params -> {
                            TaskMapping.bindSpec(params, spec);
                            params.number(row.state().unmetDependencies());
                            TaskMapping.bindHeld(params, row.state());
                            TaskMapping.bindOthers(params, row.state());
                            params.flag(row.state().dead());
                        },
                        Columns::number)
                .orElseThrow(() -> new IllegalStateException("the new task has no place in the order"));
        if (!spec.dependsOn().isEmpty()
                && insertDependencies(seq, spec) != spec.dependsOn().size()) {
            throw new IllegalStateException(
                    "task " + spec.id() + " depends on something which is no task of its run: " + spec.dependsOn());
        }
        return new TaskRow(TaskMapping.at(seq, spec), row.state());
    }

    @Override
    public final boolean save(TaskRow before, TaskState after) {
        TaskState state = before.state();
        String leaseId = state.hold() == null ? null : state.hold().leaseId();
        String statement = saveStatement(state, after);
        int changed = session.update(statement, params -> {
            if (state.dead() != after.dead()) {
                params.flag(after.dead());
            }
            TaskMapping.bindHeld(params, after);
            if (!statement.equals(TaskSql.SAVE_HELD)) {
                TaskMapping.bindOthers(params, after);
            }
            params.number(before.spec().seq())
                    .name(state.status())
                    .number(state.attemptNumber())
                    .text(leaseId);
        });
        return changed == 1;
    }

    private static String saveStatement(TaskState before, TaskState after) {
        if (before.dead() != after.dead()) {
            return TaskSql.SAVE_DEAD;
        }
        return TaskMapping.sameButHeld(before, after) ? TaskSql.SAVE_HELD : TaskSql.SAVE;
    }

    @Override
    public final boolean anyReady(ClaimFilter filter) {
        TaskPick.Bound next = pickNextReady(filter);
        return session.first(next.pick().seq(), next.binding(), Columns::number).isPresent();
    }

    @Override
    public final Optional<TaskRow> nextReady(ClaimFilter filter) {
        TaskPick.Bound next = pickNextReady(filter);
        return session.first(next.pick().row(), next.binding(), TaskMapping::read);
    }

    /** As a rule nothing is due, which the ends of two indexes tell. */
    @Override
    public final List<DueTask> due(Instant now, int limit) {
        boolean any =
                nextDue(Optional.empty()).filter(next -> !next.isAfter(now)).isPresent();
        return any
                ? session.list(
                        TaskSql.DUE,
                        params -> params.time(now)
                                .number(limit)
                                .time(now)
                                .number(limit)
                                .number(limit),
                        row -> new DueTask(row.text(), row.text(), row.name(TaskMapping.STATUSES)))
                : List.of();
    }

    @Override
    public final List<String> dependents(String taskId, TaskStatus status) {
        return session.list(TaskSql.DEPENDENTS, params -> params.text(taskId).name(status), Columns::text);
    }

    @Override
    public final List<DependencyState> dependentStates(String taskId) {
        return session.list(
                TaskSql.DEPENDENT_STATES,
                params -> params.text(taskId),
                row -> new DependencyState(row.text(), row.name(TaskMapping.STATUSES)));
    }

    @Override
    public final int dependencyMet(String taskId, Set<DependencyFailurePolicy> policies) {
        return countQueuedWith(0, TaskSql.DEPENDENCY_MET, taskId, policies);
    }

    @Override
    public final int dependencyUnmet(String taskId, Set<DependencyFailurePolicy> policies) {
        return countQueuedWith(1, TaskSql.DEPENDENCY_UNMET, taskId, policies);
    }

    /** Most tasks have no dependents, and to see that is cheaper than to change none of them. */
    private int countQueuedWith(int unmet, String statement, String taskId, Set<DependencyFailurePolicy> policies) {
        if (session.first(TaskSql.HAS_DEPENDENTS, params -> params.text(taskId), Columns::number)
                .isEmpty()) {
            return 0;
        }
        int[] count = {0};
        session.each(statement, params -> bindDependents(params, taskId, policies), row -> {
            boolean queued = row.name(TaskMapping.STATUSES) == TaskStatus.QUEUED;
            if (queued && row.smallNumber() == unmet) {
                count[0]++;
            }
            return true;
        });
        return count[0];
    }

    /** A policy that is not asked for is null, which equals nothing. */
    private static void bindDependents(Params params, String taskId, Set<DependencyFailurePolicy> policies)
            throws SQLException {
        params.text(taskId);
        for (DependencyFailurePolicy policy : DependencyFailurePolicy.values()) {
            params.name(policies.contains(policy) ? policy : null);
        }
    }

    private TaskRow row(long seq) {
        return session.first(TaskSql.FIND_BY_SEQ, params -> params.number(seq), TaskMapping::read)
                .orElseThrow(() -> Damage.contradiction("a task left between two reads of one transaction"));
    }

    private Listing<TaskView> page(TaskQuery query, List<Long> seqs) {
        PageBuilder<TaskView> tasks = new PageBuilder<>(query.page().maxBytes());
        for (Long seq : seqs) {
            boolean taken = switch (query.detail()) {
                case FULL -> addFull(tasks, seq);
                case SUMMARY -> addSummary(tasks, seq);
            };
            if (!taken) {
                break;
            }
        }
        return tasks.listing();
    }

    private boolean addFull(PageBuilder<TaskView> tasks, long seq) {
        Task task = row(seq).task();
        return tasks.add(task, Sizes.of(task));
    }

    private boolean addSummary(PageBuilder<TaskView> tasks, long seq) {
        @Nullable
        TaskSummary summary = session.first(
                        TaskSql.FIND_SUMMARY_BY_SEQ, params -> params.number(seq), TaskMapping::readSummary)
                .orElse(null);
        return summary == null || tasks.add(summary, Sizes.of(summary));
    }
}
