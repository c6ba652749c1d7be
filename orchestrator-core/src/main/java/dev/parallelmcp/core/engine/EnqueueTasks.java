package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import dev.parallelmcp.core.model.result.EnqueueTasksResult;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TokenRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** enqueue_tasks. The refs are part of the arguments, so that a repetition needs no more than the ids. */
final class EnqueueTasks implements UseCase<EnqueueTasksRequest, EnqueueTasksResult> {

    /** No id holds it. */
    private static final String SEPARATOR = ",";

    /** Twice a character of a name: a control character is six in JSON, and seven in JSON inside a text. */
    private static final int MOST_BYTES_OF_CHARACTER = 13;

    /** Ids, numbers and field names of one task. */
    private static final int BYTES_OF_REST = 1_024;

    @Override
    public String operation() {
        return "enqueue_tasks";
    }

    @Override
    public Answer<EnqueueTasksResult> apply(UnitOfWork work, EnqueueTasksRequest request) {
        TaskGraph graph = TaskGraph.of(request.tasks(), () -> work.newId(IdKind.TASK));
        List<TaskRow> made = NewTasks.make(work, request.runId(), graph);
        List<String> ids = made.stream().map(TaskRow::id).toList();
        TaskRow first = made.get(0);
        Answer.Subject subject =
                new Answer.Subject(first.spec().namespace(), request.runId(), first.id(), String.join(SEPARATOR, ids));
        return new Answer<>(answer(request, ids, fitting(made, room(request)), false), Optional.of(subject));
    }

    @Override
    public EnqueueTasksResult replay(UnitOfWork work, EnqueueTasksRequest request, TokenRow use) {
        List<String> ids = List.of(Objects.requireNonNull(use.answer(), "the ids of a graph are recorded")
                .split(SEPARATOR, -1));
        return answer(request, ids, work.tx().tasks().summaries(use.runId(), ids, room(request)), true);
    }

    private static EnqueueTasksResult answer(
            EnqueueTasksRequest request, List<String> ids, Listing<TaskSummary> tasks, boolean replayed) {
        Map<String, String> idsByRef = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            request.tasks().get(i).ref().ifPresent(ref -> idsByRef.put(ref, id));
        }
        return new EnqueueTasksResult(tasks.items(), idsByRef, tasks.truncated(), replayed);
    }

    /** What the refs leave of a reply. */
    private static int room(EnqueueTasksRequest request) {
        int refs = 0;
        for (TaskDraft draft : request.tasks()) {
            refs += bytes(draft.ref().map(String::length).orElse(0));
        }
        return Limits.MAX_PAGE_BYTES - refs;
    }

    private static Listing<TaskSummary> fitting(List<TaskRow> tasks, int maxBytes) {
        List<TaskSummary> summaries = new ArrayList<>(tasks.size());
        int bytes = 0;
        for (TaskRow task : tasks) {
            TaskSummary summary = task.summary();
            bytes += bytes(
                    summary.kind().length() + summary.key().map(String::length).orElse(0));
            if (bytes > maxBytes) {
                return new Listing<>(summaries, true);
            }
            summaries.add(summary);
        }
        return new Listing<>(summaries, false);
    }

    private static int bytes(int nameCharacters) {
        return MOST_BYTES_OF_CHARACTER * nameCharacters + BYTES_OF_REST;
    }
}
