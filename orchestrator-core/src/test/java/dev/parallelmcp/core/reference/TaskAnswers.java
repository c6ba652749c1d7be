package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.request.Mutation;
import dev.parallelmcp.core.model.result.TaskResult;
import java.util.List;
import java.util.function.Supplier;

/** Operations that answer the one task that they are about. */
final class TaskAnswers {

    private final View view;
    private final Tokens tokens;

    TaskAnswers(View view) {
        this.view = view;
        this.tokens = new Tokens(view);
    }

    TaskResult once(String operation, Mutation request, Supplier<ModelTask> effect) {
        return tokens.once(
                operation,
                request,
                () -> {
                    ModelTask task = view.model().change(effect);
                    return Tokens.Effect.on(task.run, new TaskResult(task.show(), false), List.of(task.id));
                },
                taskId -> new TaskResult(view.task((String) taskId.get(0)).show(), true));
    }
}
