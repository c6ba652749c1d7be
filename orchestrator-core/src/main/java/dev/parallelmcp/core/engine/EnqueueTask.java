package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.store.TaskRow;

/** enqueue_task. */
final class EnqueueTask extends TaskUseCase<EnqueueTaskRequest> {

    @Override
    public String operation() {
        return "enqueue_task";
    }

    @Override
    TaskRow change(UnitOfWork work, EnqueueTaskRequest request) {
        TaskGraph graph = TaskGraph.of(request.draft(), () -> work.newId(IdKind.TASK));
        return NewTasks.make(work, request.runId(), graph).get(0);
    }
}
