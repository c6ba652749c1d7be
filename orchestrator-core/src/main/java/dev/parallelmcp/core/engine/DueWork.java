package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.DueTask;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Applies what time alone brings: lease expiry, attempt timeouts, the ends of pauses and of delays. Found by index and
 * applied in bounded steps, so the cost is that of what is due.
 */
final class DueWork {

    private DueWork() {}

    /**
     * What one step did.
     *
     * @param more there may be more that is due
     * @param expiredTaskIds tasks whose lease ran out or whose attempt timed out, as far as the caller sees them
     */
    record Step(boolean more, List<String> expiredTaskIds) {}

    /**
     * Leaves every run that it touched with the status that follows. Time passes for all namespaces, whichever of them the
     * caller sees.
     */
    static Step apply(UnitOfWork work) {
        return work.onWholeStore(DueWork::applyToAll);
    }

    private static Step applyToAll(UnitOfWork work) {
        List<DueTask> due = work.tx().tasks().due(work.now(), Limits.DUE_BATCH_ITEMS);
        endDelays(work, due);
        List<String> expired = new ArrayList<>();
        for (DueTask task : due) {
            if (task.status() != TaskStatus.QUEUED) {
                // What came before in this step may have cascaded to this task: look at it as it is now.
                TaskRow current = work.task(task.taskId());
                if (isDue(current.state(), work.now())) {
                    applyTo(work, current, expired);
                }
            }
        }
        return new Step(due.size() == Limits.DUE_BATCH_ITEMS, expired);
    }

    /** Readiness is not a change of state: no event, and updatedAt stays. So all of them are one write. */
    private static void endDelays(UnitOfWork work, List<DueTask> due) {
        List<String> delayed = due.stream()
                .filter(task -> task.status() == TaskStatus.QUEUED)
                .map(DueTask::taskId)
                .toList();
        if (!delayed.isEmpty()) {
            work.tx().tasks().endDelays(delayed);
        }
    }

    private static boolean isDue(TaskState state, Instant now) {
        Instant dueAt = state.dueAt();
        return dueAt != null && !now.isBefore(dueAt);
    }

    private static void applyTo(UnitOfWork work, TaskRow task, List<String> expired) {
        switch (task.state().status()) {
            case LEASED, RUNNING -> {
                if (work.scope().sees(task.spec().namespace())) {
                    expired.add(task.id());
                }
                expire(work, task);
            }
            case BLOCKED, WAITING_INPUT -> endPause(work, task);
            case QUEUED, COMPLETED, FAILED, CANCELLED ->
                throw new IllegalStateException("only held and paused tasks come due one by one");
        }
    }

    private static void expire(UnitOfWork work, TaskRow task) {
        Hold hold = Objects.requireNonNull(task.state().hold(), "a held task has a lease");
        AttemptEnds.retryOrBury(
                work,
                task,
                hold,
                hold.endsAsTimeout() ? AttemptEnds.Failure.timedOut() : AttemptEnds.Failure.leaseExpired());
    }

    /** Of two timers that are due, the earlier applies; resumeAt is always before deadlineAt. */
    private static void endPause(UnitOfWork work, TaskRow task) {
        Instant resumeAt = task.state().resumeAt();
        if (resumeAt != null && !work.now().isBefore(resumeAt)) {
            ResumeTask.resume(work, task, ResumedBy.TIMER, task.state().resumeInput());
        } else {
            TaskState failed = AttemptEnds.ended(work, task, TaskStatus.FAILED)
                    .error(Reasons.PAUSE_DEADLINE_EXCEEDED)
                    .build();
            TaskRow after = work.move(task, failed);
            work.record(
                    after,
                    null,
                    EventType.TASK_FAILED,
                    EventPayload.of(failed).put("error", Reasons.PAUSE_DEADLINE_EXCEEDED));
            Dependents.ended(work, after);
        }
    }
}
