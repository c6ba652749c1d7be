package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import org.jspecify.annotations.Nullable;

/** resume_task: works on every task that reads as paused, even when a timer is due but not applied yet. */
final class ResumeTask extends TaskUseCase<ResumeTaskRequest> {

    @Override
    public String operation() {
        return "resume_task";
    }

    @Override
    TaskRow change(UnitOfWork work, ResumeTaskRequest request) {
        TaskRow task = work.task(request.taskId());
        if (!task.state().status().paused()) {
            throw Refusals.invalidTransition(task, "only a blocked or waiting_input task can be resumed", "get_task");
        }
        return resume(work, task, ResumedBy.INPUT, work.payload("input", request.input()));
    }

    static TaskRow resume(UnitOfWork work, TaskRow task, ResumedBy resumedBy, @Nullable Json input) {
        TaskState queued = AttemptEnds.queued(work, task.state(), null)
                .statusReason(null)
                .resumeAt(null)
                .deadlineAt(null)
                .resumeInput(input)
                .resumedBy(resumedBy)
                .build();
        TaskRow after = work.move(task, queued);
        work.record(
                after, null, EventType.TASK_RESUMED, EventPayload.of(queued).put("resumedBy", resumedBy.wireName()));
        return after;
    }
}
