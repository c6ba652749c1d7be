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

    /** A completion that nothing stands in the way of: whoever completes it will not be refused. */
    record Accepted(
            TaskRow task,
            Hold hold,
            @Nullable Json output,
            @Nullable Json metadata,
            @Nullable Json nextContext,
            Optional<String> nextContextLabel) {}

    @Override
    TaskRow change(UnitOfWork work, CompleteTaskRequest request) {
        return complete(work, accept(work, request));
    }

    /** Every reason to refuse it is looked at here, and nothing is written. */
    static Accepted accept(UnitOfWork work, CompleteTaskRequest request) {
        LeaseGuard.Held held = LeaseGuard.require(work, request);
        @Nullable Json output = work.payload("output", request.output());
        @Nullable Json metadata = work.payload("metadata", request.metadata());
        @Nullable Json context = work.payload("nextContext", request.nextContext());
        if (context != null) {
            Refusals.requireOpenForContext(work.run(held.task().spec().runId()), held.task());
        }
        return new Accepted(held.task(), held.hold(), output, metadata, context, request.nextContextLabel());
    }

    /** Does it. What is thrown here is a failure of the whole call. */
    static TaskRow complete(UnitOfWork work, Accepted accepted) {
        Hold hold = accepted.hold();
        TaskState completed = AttemptEnds.ended(work, accepted.task(), TaskStatus.COMPLETED)
                .output(accepted.output())
                .error(null)
                .build();
        TaskRow after = work.move(accepted.task(), completed);
        work.tx()
                .attempts()
                .end(new AttemptEnd(
                        hold.attemptId(),
                        AttemptStatus.COMPLETED,
                        LeaseStatus.RELEASED,
                        true,
                        work.now(),
                        null,
                        accepted.output(),
                        accepted.metadata()));
        work.record(
                after,
                hold.attemptId(),
                EventType.TASK_COMPLETED,
                EventPayload.of(completed).put("workerId", hold.workerId()));
        if (accepted.nextContext() != null) {
            handOn(work, after, hold, accepted.nextContext(), accepted.nextContextLabel());
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
