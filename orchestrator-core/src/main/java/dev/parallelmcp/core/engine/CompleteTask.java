package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.store.AttemptEnd;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** complete_task. */
final class CompleteTask extends TaskUseCase<CompleteTaskRequest> {

    @Override
    public String operation() {
        return "complete_task";
    }

    @Override
    TaskRow change(UnitOfWork work, CompleteTaskRequest request) {
        LeaseGuard.Held held = LeaseGuard.require(work, request);
        Hold hold = held.hold();
        @Nullable Json output = work.payload("output", request.output());
        @Nullable Json metadata = work.payload("metadata", request.metadata());
        @Nullable Json context = work.payload("nextContext", request.nextContext());
        if (context != null) {
            Refusals.requireOpenForContext(work.run(held.task().spec().runId()), held.task());
        }
        TaskState completed = AttemptEnds.ended(work, held.task(), TaskStatus.COMPLETED)
                .output(output)
                .error(null)
                .build();
        TaskRow after = work.move(held.task(), completed);
        work.tx()
                .attempts()
                .end(new AttemptEnd(
                        hold.attemptId(),
                        AttemptStatus.COMPLETED,
                        LeaseStatus.RELEASED,
                        true,
                        work.now(),
                        null,
                        output,
                        metadata));
        work.record(
                after,
                hold.attemptId(),
                EventType.TASK_COMPLETED,
                EventPayload.of(completed).put("workerId", hold.workerId()));
        if (context != null) {
            handOn(work, after, hold, context, request.nextContextLabel());
        }
        Dependents.ended(work, after);
        return after;
    }

    /** The context that the attempt worked with is the parent of the one it leaves behind. */
    private static void handOn(UnitOfWork work, TaskRow task, Hold hold, Json context, Optional<String> label) {
        RunRow run = work.ledger().adjusted(task.spec().runId());
        ContextChain.append(
                work,
                run,
                ContextChain.Entry.of(ContextScope.RUN, context)
                        .by(Optional.of(task.id()), Optional.of(hold.attemptId()))
                        .under(Optional.ofNullable(task.state().contextSnapshotId()))
                        .labelled(label.orElse(task.spec().kind() + ".completed")));
    }
}
