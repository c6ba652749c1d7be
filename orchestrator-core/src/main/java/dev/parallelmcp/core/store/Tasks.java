package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writing tasks. Rows handed out by a writing transaction stay as they are until it ends. */
public interface Tasks extends TaskReads {

    /**
     * Stores a new task and its dependencies, which must be tasks of the same run.
     *
     * @return the row with its place in the order of enqueueing
     */
    TaskRow insert(TaskRow row);

    /**
     * Writes {@code after} where the task still has the status, the lease and the attempt number of {@code before}. The
     * condition is part of the write itself: this is the fence that keeps out late and foreign writers.
     *
     * <p>Everything but {@link TaskState#unmetDependencies} is written; that number changes only through {@link
     * #dependencyMet} and {@link #dependencyUnmet}, so that a row read before a cascade cannot undo its work.
     *
     * @return false when the task had moved on; nothing was written
     */
    boolean save(TaskRow before, TaskState after);

    /**
     * The ready task to be claimed next: highest priority first, then in enqueue order. Cost does not depend on how many
     * tasks are not ready or do not match.
     */
    Optional<TaskRow> nextReady(ClaimFilter filter);

    /** Tasks whose {@link TaskState#dueAt} is reached, the earliest first. */
    List<DueTask> due(Instant now, int limit);

    /** Makes those of these tasks that are still queued {@link TaskState#delayed} no more. */
    void endDelays(List<String> taskIds);

    /** Ids of unfinished tasks of a run in enqueue order. Ids alone: rows hold payloads, and there may be many. */
    List<String> unfinished(String runId, int limit);

    /** Ids of tasks in this status that depend on {@code taskId}, in enqueue order. */
    List<String> dependents(String taskId, TaskStatus status);

    /** All tasks that depend on {@code taskId}, with their status, in enqueue order. */
    List<DependencyState> dependentStates(String taskId);

    /**
     * Takes one off the unmet dependencies of every task, of any status, that depends on {@code taskId} under one of
     * these policies.
     *
     * @return how many queued tasks have no unmet dependency any more because of it
     */
    int dependencyMet(String taskId, Set<DependencyFailurePolicy> policies);

    /**
     * The reverse of {@link #dependencyMet}.
     *
     * @return how many queued tasks have an unmet dependency again because of it
     */
    int dependencyUnmet(String taskId, Set<DependencyFailurePolicy> policies);
}
