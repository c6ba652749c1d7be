package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.store.TaskRow;
import org.jspecify.annotations.Nullable;

/** fail_task: final unless the worker calls it retryable. */
final class FailTask extends TaskUseCase<FailTaskRequest> {

    @Override
    public String operation() {
        return "fail_task";
    }

    @Override
    TaskRow change(UnitOfWork work, FailTaskRequest request) {
        LeaseGuard.Held held = LeaseGuard.require(work, request);
        @Nullable Json metadata = work.payload("metadata", request.metadata());
        AttemptEnds.Failure failure = AttemptEnds.Failure.reported(request.error(), metadata);
        return request.retryable()
                ? AttemptEnds.retryOrBury(work, held.task(), held.hold(), failure)
                : AttemptEnds.fail(work, held.task(), held.hold(), failure);
    }
}
