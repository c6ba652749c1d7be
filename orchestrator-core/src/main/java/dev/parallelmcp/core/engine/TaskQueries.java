package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.ListPendingTasksRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.result.TaskDetails;
import dev.parallelmcp.core.model.result.TaskPage;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskRow;
import java.util.List;
import java.util.Optional;

/** Reading tasks. */
final class TaskQueries {

    private TaskQueries() {}

    static TaskDetails get(ReadTransaction tx, GetTaskRequest request) {
        TaskRow task =
                tx.tasks().find(request.taskId()).orElseThrow(() -> Refusals.notFound(IdKind.TASK, request.taskId()));
        if (!request.includeAttempts()) {
            return new TaskDetails(task.task(), Optional.empty(), false);
        }
        // The task itself stands in the same reply.
        Page page = new Page(Limits.MAX_ATTEMPTS_SHOWN, 0, Limits.MAX_PAGE_BYTES / 2);
        Listing<Attempt> attempts = tx.attempts().latestOfTask(task.id(), page);
        return new TaskDetails(task.task(), Optional.of(attempts.items()), attempts.truncated());
    }

    static TaskPage ofRun(ReadTransaction tx, ListRunTasksRequest request) {
        RunRow run = RunQueries.require(tx, request.runId());
        List<TaskStatus> statuses = request.statuses().isEmpty() ? List.of(TaskStatus.values()) : request.statuses();
        Page page = Pages.of(request.limit(), request.offset());
        Listing<TaskView> listing = tx.tasks()
                .listOfRun(new TaskQuery(
                        Optional.empty(),
                        Optional.of(request.runId()),
                        statuses,
                        request.kinds(),
                        Optional.empty(),
                        detail(request.detail()),
                        page));
        // The counters do not know kinds.
        Optional<Integer> total = request.kinds().isEmpty()
                ? Optional.of(statuses.stream().mapToInt(run.tally()::of).sum())
                : Optional.empty();
        return new TaskPage(listing.items(), total, listing.truncated(), Pages.nextOffset(page, listing));
    }

    static TaskPage pending(ReadTransaction tx, ListPendingTasksRequest request) {
        request.runId().ifPresent(runId -> RunQueries.require(tx, runId));
        Listing<TaskView> listing = tx.tasks()
                .listQueued(new TaskQuery(
                        Optional.empty(),
                        request.runId(),
                        List.of(TaskStatus.QUEUED),
                        request.kinds(),
                        request.readyBy(),
                        detail(request.detail()),
                        Pages.of(request.limit(), Optional.empty())));
        return new TaskPage(listing.items(), Optional.empty(), listing.truncated(), Optional.empty());
    }

    static TaskPage dead(ReadTransaction tx, ListDeadTasksRequest request) {
        request.runId().ifPresent(runId -> RunQueries.require(tx, runId));
        Page page = Pages.of(request.limit(), request.offset());
        Listing<TaskView> listing = tx.tasks()
                .listDead(new TaskQuery(
                        Optional.empty(),
                        request.runId(),
                        List.of(TaskStatus.FAILED),
                        request.kinds(),
                        Optional.empty(),
                        detail(request.detail()),
                        page));
        return new TaskPage(listing.items(), Optional.empty(), listing.truncated(), Pages.nextOffset(page, listing));
    }

    private static Detail detail(Optional<Detail> asked) {
        return asked.orElse(Detail.SUMMARY);
    }
}
