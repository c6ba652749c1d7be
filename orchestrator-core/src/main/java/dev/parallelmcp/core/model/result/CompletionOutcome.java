package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.error.Refusal;
import dev.parallelmcp.core.model.TaskView;
import java.util.Optional;

/**
 * What became of one completion: the task, or why it was refused.
 *
 * @param task in short where the answer would grow too large
 */
public record CompletionOutcome(String taskId, Optional<TaskView> task, Optional<Refusal> error) {

    public static CompletionOutcome of(TaskView task) {
        return new CompletionOutcome(task.id(), Optional.of(task), Optional.empty());
    }

    public static CompletionOutcome refused(String taskId, Refusal error) {
        return new CompletionOutcome(taskId, Optional.empty(), Optional.of(error));
    }
}
