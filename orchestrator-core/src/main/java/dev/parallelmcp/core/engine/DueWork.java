package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.MaintenanceWork;
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
     */
    record Step(boolean more, DueTally tally) {}

    /**
     * Leaves every run that it touched with the status that follows. Time passes for all namespaces, whichever of them the
     * caller sees. A task to which nothing can be done keeps nobody from the others: it is told with the tally.
     */
    static Step apply(UnitOfWork work) {
        List<DueTask> due = due(work, Limits.DUE_BATCH_ITEMS);
        if (due.isEmpty()) {
            return new Step(false, new DueTally(work.scope()));
        }
        try {
            return new Step(due.size() == Limits.DUE_BATCH_ITEMS, work.apartOnWholeStore(whole -> applyTo(whole, due)));
        } catch (RuntimeException e) {
            requireDefect(e);
            return applyOneByOne(work);
        }
    }

    private static List<DueTask> due(UnitOfWork work, int limit) {
        return work.onWholeStore(whole -> whole.tx().tasks().due(whole.now(), limit));
    }

    /** Looks further than a batch, which might hold nothing but what cannot be done. */
    private static Step applyOneByOne(UnitOfWork work) {
        DueTally tally = new DueTally(work.scope());
        List<DueTask> due = due(work, Limits.MAX_PAGE_ITEMS);
        for (DueTask task : due) {
            try {
                tally.add(work.apartOnWholeStore(whole -> applyTo(whole, stillDue(whole, task))));
            } catch (RuntimeException e) {
                requireDefect(e);
                tally.failed(task.taskId(), e);
            }
        }
        boolean anyDone = tally.failures().size() < due.size();
        return new Step(anyDone && due.size() == Limits.MAX_PAGE_ITEMS, tally);
    }

    /**
     * Trouble of the whole database is no task's own, and ends it all. Damage may be one record's; if it is not, the next
     * statement meets it again.
     */
    private static void requireDefect(RuntimeException failure) {
        if (failure instanceof OrchestratorException known
                && known.code() != ErrorCode.INTERNAL
                && known.code() != ErrorCode.STORE_CORRUPT) {
            throw known;
        }
    }

    /** What came before may have cascaded to the task. */
    private static List<DueTask> stillDue(UnitOfWork work, DueTask found) {
        TaskState now = work.task(found.taskId()).state();
        return isDue(now, work.now()) ? List.of(found) : List.of();
    }

    private static DueTally applyTo(UnitOfWork work, List<DueTask> due) {
        DueTally tally = new DueTally(work.scope());
        endDelays(work, due, tally);
        for (DueTask task : due) {
            if (task.status() != TaskStatus.QUEUED) {
                // What came before in this step may have cascaded to this task: look at it as it is now.
                TaskRow current = work.task(task.taskId());
                if (isDue(current.state(), work.now())) {
                    tally.count(applyTo(work, current), task.taskId(), task.namespace());
                }
            }
        }
        return tally;
    }

    /** Readiness is not a change of state: no event, and updatedAt stays. So all of them are one write. */
    private static void endDelays(UnitOfWork work, List<DueTask> due, DueTally tally) {
        List<String> delayed = new ArrayList<>();
        for (DueTask task : due) {
            if (task.status() == TaskStatus.QUEUED) {
                delayed.add(task.taskId());
                tally.count(MaintenanceWork.DELAYS_ENDED, task.taskId(), task.namespace());
            }
        }
        if (!delayed.isEmpty()) {
            work.tx().tasks().endDelays(delayed);
        }
    }

    private static boolean isDue(TaskState state, Instant now) {
        Instant dueAt = state.dueAt();
        return dueAt != null && !now.isBefore(dueAt);
    }

    private static MaintenanceWork applyTo(UnitOfWork work, TaskRow task) {
        return switch (task.state().status()) {
            case LEASED, RUNNING -> expire(work, task);
            case BLOCKED, WAITING_INPUT -> endPause(work, task);
            case QUEUED, COMPLETED, FAILED, CANCELLED ->
                throw new IllegalStateException("only held and paused tasks come due one by one");
        };
    }

    private static MaintenanceWork expire(UnitOfWork work, TaskRow task) {
        Hold hold = Objects.requireNonNull(task.state().hold(), "a held task has a lease");
        boolean timeout = hold.endsAsTimeout();
        AttemptEnds.retryOrBury(
                work, task, hold, timeout ? AttemptEnds.Failure.timedOut() : AttemptEnds.Failure.leaseExpired());
        return timeout ? MaintenanceWork.ATTEMPTS_TIMED_OUT : MaintenanceWork.LEASES_EXPIRED;
    }

    /** Of two timers that are due, the earlier applies; resumeAt is always before deadlineAt. */
    private static MaintenanceWork endPause(UnitOfWork work, TaskRow task) {
        Instant resumeAt = task.state().resumeAt();
        if (resumeAt != null && !work.now().isBefore(resumeAt)) {
            ResumeTask.resume(work, task, ResumedBy.TIMER, task.state().resumeInput());
            return MaintenanceWork.PAUSES_ENDED;
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
            return MaintenanceWork.PAUSE_DEADLINES_PASSED;
        }
    }
}
