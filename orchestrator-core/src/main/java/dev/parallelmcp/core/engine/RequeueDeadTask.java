package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** requeue_dead_task. */
final class RequeueDeadTask extends TaskUseCase<RequeueDeadTaskRequest> {

    @Override
    public String operation() {
        return "requeue_dead_task";
    }

    @Override
    TaskRow change(UnitOfWork work, RequeueDeadTaskRequest request) {
        TaskRow task = work.task(request.taskId());
        Refusals.requireNotCancelled(work.run(task.spec().runId()));
        if (!task.state().dead()) {
            throw Refusals.invalidTransition(
                    task, "only a dead task can be requeued; rerun_run_from reruns any ended task", "rerun_run_from");
        }
        boolean reset = request.resetAttempts().orElse(true);
        requireAttempts(task, reset);
        @Nullable
        Instant notBefore =
                Timers.at(work, request.notBefore(), request.delayMs()).orElse(null);
        TaskState queued = AttemptEnds.queued(work, task.state(), notBefore)
                .statusReason(request.reason().orElse(null))
                .attemptCount(reset ? 0 : task.state().attemptCount())
                .resetNumber(task.state().attemptNumber())
                .error(null)
                .dead(false)
                .progress(null)
                .startedAt(null)
                .completedAt(null)
                .build();
        TaskRow after = work.move(task, queued);
        work.record(
                after,
                null,
                EventType.TASK_REQUEUED_FROM_DLQ,
                EventPayload.of(queued).putIfPresent("notBefore", notBefore));
        Dependents.reopened(work, after);
        return after;
    }

    private static void requireAttempts(TaskRow task, boolean reset) {
        if (!reset && task.state().attemptCount() >= task.spec().maxAttempts()) {
            throw OrchestratorException.builder(
                            ErrorCode.MAX_ATTEMPTS_EXCEEDED,
                            "task " + task.id() + " has used all of its "
                                    + task.spec().maxAttempts() + " attempts; requeue it with resetAttempts true")
                    .id("taskId", task.id())
                    .nextTool("requeue_dead_task")
                    .build();
        }
    }
}
