package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.DependencyState;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resets a task and all that depends on it, breadth first, dependents in enqueue order. Used once.
 *
 * <p>What an operator cancelled stays as it is, and the way ends there: for what lies behind it nothing changes unless
 * another way leads there. The same holds for what a failed dependency cancelled as long as a failed or cancelled one
 * is left to it. A dependent at work is found on the way and refuses it all; what was written until then is undone
 * with the transaction, which spares all others a second walk.
 */
final class Rerun {

    private final UnitOfWork work;
    private final TaskRow first;
    private final @Nullable String reason;
    private final Set<String> reset = new HashSet<>();
    // Ids alone wait in line: a row holds payloads, and there may be many.
    private final Queue<String> reached = new ArrayDeque<>();

    Rerun(UnitOfWork work, TaskRow first, @Nullable String reason) {
        this.work = work;
        this.first = first;
        this.reason = reason;
    }

    RerunTrace apply() {
        long firstEvent = reset(first);
        long lastEvent = firstEvent;
        for (String next = reached.poll(); next != null; next = reached.poll()) {
            for (DependencyState dependent : work.tx().tasks().dependentStates(next)) {
                Optional<TaskRow> row = rowToReset(dependent);
                if (row.isPresent()) {
                    lastEvent = reset(row.get());
                }
            }
        }
        return new RerunTrace(firstEvent, lastEvent);
    }

    private Optional<TaskRow> rowToReset(DependencyState dependent) {
        if (reset.contains(dependent.taskId())) {
            return Optional.empty();
        }
        return switch (dependent.status()) {
            case QUEUED, COMPLETED, FAILED -> Optional.of(work.task(dependent.taskId()));
            case CANCELLED -> Optional.of(work.task(dependent.taskId())).filter(row -> Dependents.revivable(work, row));
            case LEASED, RUNNING, BLOCKED, WAITING_INPUT ->
                throw Refusals.blocked(
                        first,
                        dependent.taskId(),
                        "which depends on it, is " + dependent.status().wireName()
                                + "; wait until it has ended, or cancel it",
                        "get_task");
        };
    }

    /** Answers the id of the event. */
    private long reset(TaskRow task) {
        TaskState queued = AttemptEnds.queued(work, task.state(), null)
                .statusReason(reason)
                .attemptCount(0)
                .resetNumber(task.state().attemptNumber())
                .output(null)
                .error(null)
                .dead(false)
                .resumeAt(null)
                .deadlineAt(null)
                .resumeState(null)
                .resumeInput(null)
                .resumedBy(null)
                .progress(null)
                .startedAt(null)
                .completedAt(null)
                .build();
        TaskRow after = work.move(task, queued);
        long event = work.record(
                after, null, EventType.TASK_RERUN, EventPayload.of(queued).put("rerunFrom", first.id()));
        countUnmet(task);
        reset.add(task.id());
        reached.add(task.id());
        return event;
    }

    /** For whom the task counted as met, it does so no more. */
    private void countUnmet(TaskRow task) {
        TaskStatus before = task.state().status();
        if (before.terminal()) {
            Set<DependencyFailurePolicy> met =
                    before == TaskStatus.COMPLETED ? Dependents.EVERY_POLICY : Dependents.CONTINUE;
            int blocked = work.tx().tasks().dependencyUnmet(task.id(), met);
            work.ledger().add(task.spec().runId(), RunTally.unmet(blocked));
        }
    }
}
