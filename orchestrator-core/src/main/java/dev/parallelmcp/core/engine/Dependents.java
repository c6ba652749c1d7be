package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;

/**
 * What the end of a task, or its return from an end, means for the tasks that depend on it. Breadth first, dependents in
 * enqueue order.
 */
final class Dependents {

    private static final Set<DependencyFailurePolicy> EVERY_POLICY = EnumSet.allOf(DependencyFailurePolicy.class);
    private static final Set<DependencyFailurePolicy> CONTINUE = Set.of(DependencyFailurePolicy.CONTINUE);

    private Dependents() {}

    /** Call after the task has become terminal. */
    static void ended(UnitOfWork work, TaskRow task) {
        Queue<TaskRow> ended = new ArrayDeque<>();
        ended.add(task);
        for (TaskRow next = ended.poll(); next != null; next = ended.poll()) {
            if (next.state().status() == TaskStatus.COMPLETED) {
                met(work, next, EVERY_POLICY);
            } else {
                met(work, next, CONTINUE);
                for (TaskRow dependent : work.tx().tasks().dependents(next.id(), TaskStatus.QUEUED)) {
                    if (dependent.spec().onDependencyFailure() == DependencyFailurePolicy.CANCEL) {
                        ended.add(cancel(work, dependent));
                    }
                }
            }
        }
    }

    /** Call after the task has left {@code failed} or {@code cancelled} for the queue. */
    static void reopened(UnitOfWork work, TaskRow task) {
        Queue<TaskRow> reopened = new ArrayDeque<>();
        reopened.add(task);
        for (TaskRow next = reopened.poll(); next != null; next = reopened.poll()) {
            int blocked = work.tx().tasks().dependencyUnmet(next.id(), CONTINUE);
            work.ledger().add(next.spec().runId(), RunTally.unmet(blocked));
            for (TaskRow dependent : work.tx().tasks().dependents(next.id(), TaskStatus.CANCELLED)) {
                if (revivable(work, dependent)) {
                    reopened.add(revive(work, dependent));
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

    private static void met(UnitOfWork work, TaskRow task, Set<DependencyFailurePolicy> policies) {
        int released = work.tx().tasks().dependencyMet(task.id(), policies);
        work.ledger().add(task.spec().runId(), RunTally.unmet(-released));
    }

    /** What an operator cancelled stays cancelled, and so does what another failed dependency still holds down. */
    private static boolean revivable(UnitOfWork work, TaskRow dependent) {
        return Reasons.DEPENDENCY_FAILED.equals(dependent.state().statusReason())
                && !work.tx().tasks().hasFailedDependency(dependent.id());
    }

    private static TaskRow revive(UnitOfWork work, TaskRow dependent) {
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
        return after;
    }
}
