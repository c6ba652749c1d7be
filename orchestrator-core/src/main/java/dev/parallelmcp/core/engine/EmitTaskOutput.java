package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.result.EmitTaskOutputResult;
import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.TaskOutputDraft;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TokenRow;
import java.util.Objects;
import java.util.Optional;

/** emit_task_output. No change of state: it writes no event, and the task's updatedAt stays. */
final class EmitTaskOutput implements UseCase<EmitTaskOutputRequest, EmitTaskOutputResult> {

    private static final OutputRoom ROOM =
            new OutputRoom(Limits.MAX_OUTPUT_ENTRIES_PER_TASK, Limits.MAX_OUTPUT_BYTES_PER_TASK);

    @Override
    public String operation() {
        return "emit_task_output";
    }

    @Override
    public Answer<EmitTaskOutputResult> apply(UnitOfWork work, EmitTaskOutputRequest request) {
        LeaseGuard.Held held = LeaseGuard.require(work, request);
        TaskRow task = held.task();
        Json value = Objects.requireNonNull(work.payload("value", Optional.of(request.value())), "value is given");
        if (request.type() == OutputType.PROGRESS) {
            // The row holds the input too, so it is written only for what it shows.
            work.move(task, task.state().edit().progress(value).build());
        }
        long sequence = work.tx()
                .taskOutputs()
                .append(
                        task,
                        new TaskOutputDraft(
                                held.hold().attemptId(),
                                request.type(),
                                request.name().orElse(null),
                                value,
                                work.now()),
                        ROOM);
        return new Answer<>(
                new EmitTaskOutputResult(sequence, false),
                Optional.of(new Answer.Subject(
                        task.spec().namespace(), task.spec().runId(), task.id(), String.valueOf(sequence))));
    }

    /** The number is remembered with the token, so it is answered even when the entry was dropped since. */
    @Override
    public EmitTaskOutputResult replay(UnitOfWork work, EmitTaskOutputRequest request, TokenRow use) {
        return new EmitTaskOutputResult(Long.parseLong(Objects.requireNonNull(use.answer(), "the number")), true);
    }
}
