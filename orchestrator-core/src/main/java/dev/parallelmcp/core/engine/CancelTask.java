package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.store.TaskRow;

/** cancel_task. Costs what it cancels. */
final class CancelTask extends TaskUseCase<CancelTaskRequest> {

    @Override
    public String operation() {
        return "cancel_task";
    }

    @Override
    TaskRow change(UnitOfWork work, CancelTaskRequest request) {
        TaskRow task = work.task(request.taskId());
        if (task.state().status().terminal()) {
            return task;
        }
        TaskRow after = AttemptEnds.cancel(work, task, request.reason().orElse(Reasons.TASK_CANCELLED));
        Dependents.ended(work, after);
        return after;
    }
}
