package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.DependencyState;
import dev.parallelmcp.core.store.DueTask;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskSpec;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writing tasks. */
final class MemoryTasks extends MemoryTaskReads implements Tasks {

    private static final List<TaskStatus> UNFINISHED =
            Stream.of(TaskStatus.values()).filter(status -> !status.terminal()).toList();

    private final TaskTable tasks;
    /** Not taken back with a transaction: a number that was used in vain is not missed. */
    private long lastSeq;

    MemoryTasks(TaskTable tasks) {
        super(tasks);
        this.tasks = tasks;
    }

    @Override
    public TaskRow insert(TaskRow row) {
        TaskSpec spec = row.spec();
        if (tasks.rows.has(spec.id())) {
            throw OrchestratorException.of(ErrorCode.DUPLICATE_ID, "a task with this id exists already");
        }
        if (spec.key() != null && !keysTaken(spec.runId(), List.of(spec.key())).isEmpty()) {
            throw OrchestratorException.of(ErrorCode.DUPLICATE_TASK_KEY, "another task of the run has this key");
        }
        if (dependencyStates(spec.runId(), spec.dependsOn()).size()
                != spec.dependsOn().size()) {
            throw new IllegalStateException(
                    "task " + spec.id() + " depends on something which is no task of its run: " + spec.dependsOn());
        }
        TaskRow task = new TaskRow(at(++lastSeq, spec), row.state());
        tasks.rows.put(task.id(), task);
        tasks.addEdges(task);
        return task;
    }

    private static TaskSpec at(long seq, TaskSpec spec) {
        return new TaskSpec(
                seq,
                spec.id(),
                spec.runId(),
                spec.namespace(),
                spec.kind(),
                spec.key(),
                spec.priority(),
                spec.maxAttempts(),
                spec.retry(),
                spec.timeoutMs(),
                spec.input(),
                spec.metadata(),
                spec.dependsOn(),
                spec.onDependencyFailure(),
                spec.contextPinned(),
                spec.createdAt());
    }

    @Override
    public boolean save(TaskRow before, TaskState after) {
        Optional<TaskRow> stored = find(before.id()).filter(task -> isAsItWas(before, task));
        stored.ifPresent(task -> put(
                task,
                after.edit().unmetDependencies(task.state().unmetDependencies()).build()));
        return stored.isPresent();
    }

    /** The fence. */
    private static boolean isAsItWas(TaskRow before, TaskRow stored) {
        TaskState then = before.state();
        TaskState now = stored.state();
        return TaskTable.seq(stored) == TaskTable.seq(before)
                && now.status() == then.status()
                && now.attemptNumber() == then.attemptNumber()
                && leaseOf(now).equals(leaseOf(then));
    }

    private static Optional<String> leaseOf(TaskState state) {
        return Optional.ofNullable(state.hold()).map(Hold::leaseId);
    }

    private TaskRow put(TaskRow task, TaskState after) {
        TaskRow changed = task.with(after);
        tasks.rows.put(task.id(), changed);
        return changed;
    }

    @Override
    public Optional<TaskRow> nextReady(ClaimFilter filter) {
        return firstReady(filter);
    }

    @Override
    public List<DueTask> due(Instant now, int limit) {
        return tasks.due.in(Part.of(Optional.empty())).headMap(TimePlace.endOf(now)).values().stream()
                .limit(limit)
                .map(task -> new DueTask(
                        task.id(), task.spec().namespace(), task.state().status()))
                .toList();
    }

    @Override
    public void endDelays(List<String> taskIds) {
        taskIds.stream()
                .map(tasks.rows::get)
                .filter(task -> task.state().status() == TaskStatus.QUEUED)
                .forEach(task -> put(task, task.state().edit().delayed(false).build()));
    }

    @Override
    public List<String> unfinished(String runId, int limit) {
        return tasks
                .byStatus
                .page(
                        TaskTable.statusKeys(runId, UNFINISHED),
                        task -> true,
                        SortDirection.ASC,
                        new Page(limit, 0, Integer.MAX_VALUE))
                .stream()
                .map(TaskRow::id)
                .toList();
    }

    @Override
    public List<String> dependents(String taskId, TaskStatus status) {
        return tasks.dependents(taskId)
                .filter(task -> task.state().status() == status)
                .map(TaskRow::id)
                .toList();
    }

    @Override
    public List<DependencyState> dependentStates(String taskId) {
        return tasks.dependents(taskId).map(MemoryTaskReads::dependencyState).toList();
    }

    @Override
    public int dependencyMet(String taskId, Set<DependencyFailurePolicy> policies) {
        return addUnmet(-1, taskId, policies, 0);
    }

    @Override
    public int dependencyUnmet(String taskId, Set<DependencyFailurePolicy> policies) {
        return addUnmet(1, taskId, policies, 1);
    }

    /** Answers how many queued tasks have so many unmet dependencies now. */
    private int addUnmet(int change, String taskId, Set<DependencyFailurePolicy> policies, int counted) {
        List<TaskRow> changed = tasks.dependents(taskId)
                .filter(task -> policies.contains(task.spec().onDependencyFailure()))
                .map(task -> put(
                        task,
                        task.state()
                                .edit()
                                .unmetDependencies(task.state().unmetDependencies() + change)
                                .build()))
                .toList();
        return (int) changed.stream()
                .filter(task -> task.state().status() == TaskStatus.QUEUED)
                .filter(task -> task.state().unmetDependencies() == counted)
                .count();
    }
}
