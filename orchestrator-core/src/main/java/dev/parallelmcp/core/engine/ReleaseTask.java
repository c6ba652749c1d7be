package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** release_task: back into the queue, the attempt given back. */
final class ReleaseTask extends TaskUseCase<ReleaseTaskRequest> {

    @Override
    public String operation() {
        return "release_task";
    }

    @Override
    TaskRow change(UnitOfWork work, ReleaseTaskRequest request) {
        LeaseGuard.Held held = LeaseGuard.require(work, request);
        TaskState before = held.task().state();
        @Nullable
        Instant notBefore = Timers.at(work, Optional.empty(), request.delayMs()).orElse(null);
        TaskState queued = AttemptEnds.queued(work, before, notBefore)
                .statusReason(request.reason().orElse(null))
                .attemptCount(before.attemptCount() - 1)
                .build();
        AttemptEnds.giveBack(work, held.hold());
        TaskRow after = work.move(held.task(), queued);
        work.record(
                after,
                held.hold().attemptId(),
                EventType.TASK_RELEASED,
                EventPayload.of(queued).putIfPresent("notBefore", notBefore));
        return after;
    }
}
