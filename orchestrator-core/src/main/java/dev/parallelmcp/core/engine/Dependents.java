package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * What the end of a task, or its return from an end, means for the tasks that depend on it. Breadth first, dependents in
 * enqueue order.
 */
final class Dependents {

    static final Set<DependencyFailurePolicy> EVERY_POLICY = EnumSet.allOf(DependencyFailurePolicy.class);
    static final Set<DependencyFailurePolicy> CONTINUE = Set.of(DependencyFailurePolicy.CONTINUE);

    private Dependents() {}

    /** Call after the task has become terminal. */
    static void ended(UnitOfWork work, TaskRow task) {
        if (task.state().status() == TaskStatus.COMPLETED) {
            met(work, task.spec().runId(), task.id(), EVERY_POLICY);
            return;
        }
        // Ids alone wait in line: a row holds payloads, and a cascade may be long.
        Queue<String> unsuccessful = new ArrayDeque<>(List.of(task.id()));
        for (String next = unsuccessful.poll(); next != null; next = unsuccessful.poll()) {
            met(work, task.spec().runId(), next, CONTINUE);
            for (String dependentId : work.tx().tasks().dependents(next, TaskStatus.QUEUED)) {
                TaskRow dependent = work.task(dependentId);
                if (dependent.spec().onDependencyFailure() == DependencyFailurePolicy.CANCEL) {
                    cancel(work, dependent);
                    unsuccessful.add(dependentId);
                }
            }
        }
    }

    /** Call after the task has left {@code failed} or {@code cancelled} for the queue. */
    static void reopened(UnitOfWork work, TaskRow task) {
        Queue<String> reopened = new ArrayDeque<>(List.of(task.id()));
        for (String next = reopened.poll(); next != null; next = reopened.poll()) {
            int blocked = work.tx().tasks().dependencyUnmet(next, CONTINUE);
            work.ledger().add(task.spec().runId(), RunTally.unmet(blocked));
            for (String dependentId : work.tx().tasks().dependents(next, TaskStatus.CANCELLED)) {
                TaskRow dependent = work.task(dependentId);
                if (revivable(work, dependent)) {
                    revive(work, dependent);
                    reopened.add(dependentId);
                }
            }
        }
    }

    /** Cancels a queued task because one that it depends on did not complete. */
    static TaskRow cancel(UnitOfWork work, TaskRow dependent) {
        TaskState cancelled = dependent
                .state()
                .edit()
                .status(TaskStatus.CANCELLED)
                .statusReason(Reasons.DEPENDENCY_FAILED)
                .resumeState(null)
                .resumeInput(null)
                .resumedBy(null)
                .updatedAt(work.now())
                .completedAt(work.now())
                .build();
        TaskRow after = work.move(dependent, cancelled);
        work.record(after, null, EventType.TASK_CANCELLED, EventPayload.of(cancelled));
        return after;
    }

    private static void met(UnitOfWork work, String runId, String taskId, Set<DependencyFailurePolicy> policies) {
        int released = work.tx().tasks().dependencyMet(taskId, policies);
        work.ledger().add(runId, RunTally.unmet(-released));
    }

    /** What an operator cancelled stays cancelled, and so does what another failed dependency still holds down. */
    static boolean revivable(UnitOfWork work, TaskRow dependent) {
        return Reasons.DEPENDENCY_FAILED.equals(dependent.state().statusReason())
                && !work.tx().tasks().hasFailedDependency(dependent.id());
    }

    private static void revive(UnitOfWork work, TaskRow dependent) {
        TaskState queued = dependent
                .state()
                .edit()
                .status(TaskStatus.QUEUED)
                .statusReason(null)
                .updatedAt(work.now())
                .completedAt(null)
                .build();
        TaskRow after = work.move(dependent, queued);
        work.record(after, null, EventType.TASK_REVIVED, EventPayload.of(queued));
    }
}
