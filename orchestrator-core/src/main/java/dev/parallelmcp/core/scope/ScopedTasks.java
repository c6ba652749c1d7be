package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.DependencyState;
import dev.parallelmcp.core.store.DueTask;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tasks of one namespace. What goes by the id of a task and is no answer to a caller, the steps of a cascade, is
 * passed on: the task was found before, and its dependents are of its own run.
 */
final class ScopedTasks extends ScopedTaskReads implements Tasks {

    private final Tasks whole;
    private final Sight sight;

    ScopedTasks(Tasks whole, Sight sight) {
        super(whole, sight);
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public TaskRow insert(TaskRow row) {
        Sight.require(sight.ofNamespace(row.spec().namespace()));
        return whole.insert(row);
    }

    @Override
    public boolean save(TaskRow before, TaskState after) {
        Sight.require(sight.ofNamespace(before.spec().namespace()));
        return whole.save(before, after);
    }

    @Override
    public Optional<TaskRow> nextReady(ClaimFilter filter) {
        return whole.nextReady(filter.in(sight.narrow(filter.namespace())));
    }

    /** Time passes for all namespaces at once; a step that saw one of them would leave the others behind. */
    @Override
    public List<DueTask> due(Instant now, int limit) {
        throw new IllegalStateException("what is due is applied to the whole store");
    }

    /** See {@link #due}. */
    @Override
    public void endDelays(List<String> taskIds) {
        throw new IllegalStateException("what is due is applied to the whole store");
    }

    @Override
    public List<String> unfinished(String runId, int limit) {
        return sight.ofRun(runId) ? whole.unfinished(runId, limit) : List.of();
    }

    @Override
    public List<String> dependents(String taskId, TaskStatus status) {
        return whole.dependents(taskId, status);
    }

    @Override
    public List<DependencyState> dependentStates(String taskId) {
        return whole.dependentStates(taskId);
    }

    @Override
    public int dependencyMet(String taskId, Set<DependencyFailurePolicy> policies) {
        return whole.dependencyMet(taskId, policies);
    }

    @Override
    public int dependencyUnmet(String taskId, Set<DependencyFailurePolicy> policies) {
        return whole.dependencyUnmet(taskId, policies);
    }
}
