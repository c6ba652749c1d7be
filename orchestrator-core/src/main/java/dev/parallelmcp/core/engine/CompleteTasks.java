package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.error.Refusal;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.result.CompleteTasksResult;
import dev.parallelmcp.core.model.result.CompletionOutcome;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * complete_tasks: as so many single completions, in one transaction. One that is refused is refused before it writes
 * anything, so the others can stand.
 */
final class CompleteTasks implements UseCase<CompleteTasksRequest, CompleteTasksResult> {

    @Override
    public String operation() {
        return "complete_tasks";
    }

    @Override
    public Answer<CompleteTasksResult> apply(UnitOfWork work, CompleteTasksRequest request) {
        CompletionsRoom room = new CompletionsRoom(request.completions().size());
        List<CompletionOutcome> outcomes = new ArrayList<>();
        List<Optional<Refusal>> refusals = new ArrayList<>();
        @Nullable TaskRow first = null;
        for (Completion item : request.completions()) {
            CompleteTask.Accepted accepted;
            try {
                accepted = CompleteTask.accept(work, single(request, item));
            } catch (OrchestratorException e) {
                Refusal refusal = ofTheItem(e);
                outcomes.add(CompletionOutcome.refused(item.taskId(), refusal));
                refusals.add(Optional.of(refusal));
                continue;
            }
            TaskRow after = CompleteTask.complete(work, accepted);
            outcomes.add(CompletionOutcome.of(room.view(after)));
            refusals.add(Optional.empty());
            first = first == null ? after : first;
        }
        CompleteTasksResult result = new CompleteTasksResult(outcomes, false);
        // Nothing took effect, so there is nothing that a repetition could do twice.
        return first == null ? Answer.ofNothing(result) : new Answer<>(result, subject(first, refusals));
    }

    private static Optional<Answer.Subject> subject(TaskRow first, List<Optional<Refusal>> refusals) {
        return Optional.of(new Answer.Subject(
                first.spec().namespace(), first.spec().runId(), first.id(), RecordedRefusals.write(refusals)));
    }

    /** Each task as it is now, and each refusal as it was. */
    @Override
    public CompleteTasksResult replay(UnitOfWork work, CompleteTasksRequest request, TokenRow use) {
        CompletionsRoom room = new CompletionsRoom(request.completions().size());
        List<Optional<Refusal>> refusals =
                RecordedRefusals.read(Objects.requireNonNull(use.answer(), "the refusals of a batch are recorded"));
        List<CompletionOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < refusals.size(); i++) {
            String taskId = request.completions().get(i).taskId();
            outcomes.add(refusals.get(i)
                    .map(refusal -> CompletionOutcome.refused(taskId, refusal))
                    .orElseGet(() -> asItIsNow(work, taskId, room)));
        }
        return new CompleteTasksResult(outcomes, true);
    }

    private static CompletionOutcome asItIsNow(UnitOfWork work, String taskId, CompletionsRoom room) {
        try {
            return CompletionOutcome.of(room.view(work.task(taskId)));
        } catch (OrchestratorException e) {
            return CompletionOutcome.refused(taskId, ofTheItem(e));
        }
    }

    private static CompleteTaskRequest single(CompleteTasksRequest request, Completion item) {
        CompleteTaskRequest.Builder single =
                CompleteTaskRequest.builder(item.taskId(), item.leaseId(), request.workerId());
        item.output().ifPresent(single::output);
        item.metadata().ifPresent(single::metadata);
        return single.build();
    }

    /** What concerns all of them is no outcome of one. */
    private static Refusal ofTheItem(OrchestratorException e) {
        if (e.code().ofTheMachine()) {
            throw e;
        }
        return Refusal.of(e);
    }
}
