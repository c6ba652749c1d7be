package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;

/** mark_task_running. Repeated, it changes nothing. */
final class MarkTaskRunning extends TaskUseCase<MarkTaskRunningRequest> {

    @Override
    public String operation() {
        return "mark_task_running";
    }

    @Override
    TaskRow change(UnitOfWork work, MarkTaskRunningRequest request) {
        LeaseGuard.Held held = LeaseGuard.require(work, request);
        if (held.task().state().status() == TaskStatus.RUNNING) {
            return held.task();
        }
        TaskState running = held.task()
                .state()
                .edit()
                .status(TaskStatus.RUNNING)
                .updatedAt(work.now())
                .build();
        TaskRow after = work.move(held.task(), running);
        work.tx().attempts().start(held.hold().attemptId(), work.now());
        work.record(after, held.hold().attemptId(), EventType.TASK_RUNNING, EventPayload.of(running));
        return after;
    }
}
