package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.time.Instant;
import java.util.Optional;

/** pause_task: the attempt is given back, and what the worker wants to find again is kept with the task. */
final class PauseTask extends TaskUseCase<PauseTaskRequest> {

    @Override
    public String operation() {
        return "pause_task";
    }

    @Override
    TaskRow change(UnitOfWork work, PauseTaskRequest request) {
        Optional<Instant> resumeAt = Timers.atOrNow(work, request.resumeAt(), request.resumeAfterMs());
        Optional<Instant> deadlineAt = Timers.atOrNow(work, request.deadlineAt(), request.deadlineAfterMs());
        requireOrder(resumeAt, deadlineAt);
        LeaseGuard.Held held = LeaseGuard.require(work, request);
        TaskState before = held.task().state();
        TaskState paused = before.edit()
                .status(request.status().taskStatus())
                .statusReason(request.reason().orElse(null))
                .attemptCount(before.attemptCount() - 1)
                .hold(null)
                .notBefore(null)
                .resumeAt(resumeAt.orElse(null))
                .deadlineAt(deadlineAt.orElse(null))
                .resumeState(work.payload("state", request.state()))
                .resumeInput(null)
                .resumedBy(null)
                .updatedAt(work.now())
                .build();
        AttemptEnds.giveBack(work, held.hold());
        TaskRow after = work.move(held.task(), paused);
        work.record(
                after,
                held.hold().attemptId(),
                type(request.status()),
                EventPayload.of(paused)
                        .putIfPresent("resumeAt", paused.resumeAt())
                        .putIfPresent("deadlineAt", paused.deadlineAt()));
        return after;
    }

    private static EventType type(PauseStatus status) {
        return switch (status) {
            case BLOCKED -> EventType.TASK_BLOCKED;
            case WAITING_INPUT -> EventType.TASK_WAITING_INPUT;
        };
    }

    /** An instant and a delay can be compared only now; where both are of one sort the request has done it. */
    private static void requireOrder(Optional<Instant> resumeAt, Optional<Instant> deadlineAt) {
        if (resumeAt.isPresent() && deadlineAt.isPresent() && !resumeAt.get().isBefore(deadlineAt.get())) {
            throw OrchestratorException.invalidArgument(
                    "resumeAt", "given " + resumeAt.get() + ", must be before deadlineAt, given " + deadlineAt.get());
        }
    }
}
