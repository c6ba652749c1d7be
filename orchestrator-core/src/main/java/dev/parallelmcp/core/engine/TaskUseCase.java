package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.request.Mutation;
import dev.parallelmcp.core.model.result.TaskResult;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TokenRow;

/** A use case about one task, which it answers. */
abstract class TaskUseCase<Q extends Mutation> implements UseCase<Q, TaskResult> {

    /** Does it and answers the task as it then is. */
    abstract TaskRow change(UnitOfWork work, Q request);

    @Override
    public final Answer<TaskResult> apply(UnitOfWork work, Q request) {
        TaskRow after = change(work, request);
        return Answer.about(after, new TaskResult(after.task(), false));
    }

    @Override
    public final TaskResult replay(UnitOfWork work, Q request, TokenRow use) {
        return new TaskResult(work.task(use.answerId()).task(), true);
    }
}
