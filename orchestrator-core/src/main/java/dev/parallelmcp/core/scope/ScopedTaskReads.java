package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.DependencyState;
import dev.parallelmcp.core.store.KindCounts;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.OutcomeTexts;
import dev.parallelmcp.core.store.PrefixQuery;
import dev.parallelmcp.core.store.TaskOutcome;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskReads;
import dev.parallelmcp.core.store.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tasks of one namespace. */
class ScopedTaskReads implements TaskReads {

    private final TaskReads whole;
    private final Sight sight;

    ScopedTaskReads(TaskReads whole, Sight sight) {
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public final Optional<TaskRow> find(String taskId) {
        return whole.find(taskId).filter(row -> sight.ofNamespace(row.spec().namespace()));
    }

    @Override
    public final List<String> idsTaken(List<String> ids) {
        return whole.idsTaken(ids).stream().filter(sight::ofTask).toList();
    }

    @Override
    public final Suggestions idsWithPrefix(PrefixQuery query) {
        return whole.idsWithPrefix(query.in(sight.narrow(query.namespace())));
    }

    @Override
    public final Suggestions queuedKindsWithPrefix(PrefixQuery query) {
        return whole.queuedKindsWithPrefix(query.in(sight.narrow(query.namespace())));
    }

    @Override
    public final List<String> keysTaken(String runId, List<String> keys) {
        return sight.ofRun(runId) ? whole.keysTaken(runId, keys) : List.of();
    }

    @Override
    public final List<DependencyState> dependencyStates(String runId, List<String> taskIds) {
        return sight.ofRun(runId) ? whole.dependencyStates(runId, taskIds) : List.of();
    }

    @Override
    public final Listing<TaskSummary> summaries(String runId, List<String> taskIds, int maxBytes) {
        return whole.summaries(runId, sight.ofRun(runId) ? taskIds : List.of(), maxBytes);
    }

    @Override
    public final List<TaskOutcome> outcomes(Optional<String> namespace, List<String> taskIds) {
        return whole.outcomes(sight.narrow(namespace), taskIds);
    }

    @Override
    public final List<OutcomeTexts> outcomeTexts(Optional<String> namespace, List<String> taskIds) {
        return whole.outcomeTexts(sight.narrow(namespace), taskIds);
    }

    @Override
    public final boolean hasFailedDependency(String taskId) {
        return sight.ofTask(taskId) && whole.hasFailedDependency(taskId);
    }

    @Override
    public final boolean anyReady(ClaimFilter filter) {
        return whole.anyReady(filter.in(sight.narrow(filter.namespace())));
    }

    @Override
    public final Optional<Instant> nextDue(Optional<String> namespace) {
        return whole.nextDue(sight.narrow(namespace));
    }

    @Override
    public final List<KindCounts> countByKind(Optional<String> namespace, Instant now) {
        return whole.countByKind(sight.narrow(namespace), now);
    }

    @Override
    public final Listing<TaskView> listOfRun(TaskQuery query) {
        return whole.listOfRun(narrowed(query));
    }

    @Override
    public final Listing<TaskView> listQueued(TaskQuery query) {
        return whole.listQueued(narrowed(query));
    }

    @Override
    public final Listing<TaskView> listDead(TaskQuery query) {
        return whole.listDead(narrowed(query));
    }

    private TaskQuery narrowed(TaskQuery query) {
        return query.in(sight.narrow(query.namespace()));
    }
}
