package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.ListPendingTasksRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.request.ListTaskOutputRequest;
import dev.parallelmcp.core.model.result.RunPage;
import dev.parallelmcp.core.model.result.RunView;
import dev.parallelmcp.core.model.result.TaskDetails;
import dev.parallelmcp.core.model.result.TaskOutputPage;
import dev.parallelmcp.core.model.result.TaskPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reading runs and tasks. */
final class ReadRules {

    private static final int ITEMS_OF_A_PAGE = 50;
    private static final int HIGHEST_OFFSET = 10_000;
    private static final int ATTEMPTS_SHOWN = 100;

    private final View view;

    ReadRules(View view) {
        this.view = view;
    }

    RunView getRun(String runId) {
        ModelRun run = view.run(runId);
        return new RunView(run.show(), counts(run));
    }

    Map<TaskStatus, Integer> counts(ModelRun run) {
        Map<TaskStatus, Integer> counts = new EnumMap<>(TaskStatus.class);
        for (TaskStatus status : TaskStatus.values()) {
            counts.put(status, 0);
        }
        view.model().tasksOf(run).forEach(task -> counts.merge(task.status, 1, Integer::sum));
        return counts;
    }

    RunPage listRuns(ListRunsRequest request) {
        Optional<String> namespace = view.narrow(request.namespace());
        List<ModelRun> matching = new ArrayList<>(view.runs()
                .filter(run -> namespace.stream().allMatch(run.namespace::equals))
                .filter(run ->
                        request.statuses().isEmpty() || request.statuses().contains(run.status))
                .filter(run -> request.externalId().isEmpty() || run.externalId.equals(request.externalId()))
                .filter(run -> request.updatedAfter().stream().allMatch(run.updatedAt::isAfter))
                .filter(run -> request.updatedBefore().stream().allMatch(run.updatedAt::isBefore))
                .sorted(Comparator.comparing(run -> instant(run, request)))
                .toList());
        if (request.orderDir().orElse(SortDirection.DESC) == SortDirection.DESC) {
            Collections.reverse(matching);
        }
        List<Run> page = page(matching.stream().map(ModelRun::show), request.limit(), request.offset());
        return new RunPage(page, false, next(page, request.limit(), request.offset()));
    }

    private static Instant instant(ModelRun run, ListRunsRequest request) {
        return request.orderBy().orElse(RunOrder.CREATED_AT) == RunOrder.CREATED_AT ? run.createdAt : run.updatedAt;
    }

    TaskDetails getTask(GetTaskRequest request) {
        ModelTask task = view.task(request.taskId());
        int hidden = Math.max(0, task.attempts.size() - ATTEMPTS_SHOWN);
        return new TaskDetails(
                task.show(),
                request.includeAttempts()
                        ? Optional.of(task.attempts.stream()
                                .skip(hidden)
                                .map(ModelAttempt::show)
                                .toList())
                        : Optional.empty(),
                false);
    }

    TaskPage listRunTasks(ListRunTasksRequest request) {
        ModelRun run = view.run(request.runId());
        List<ModelTask> ofStatus = view.model()
                .tasksOf(run)
                .filter(task ->
                        request.statuses().isEmpty() || request.statuses().contains(task.status))
                .toList();
        List<TaskView> page = page(
                ofStatus.stream().filter(task -> isOf(task, request.kinds())).map(task -> show(task, request.detail())),
                request.limit(),
                request.offset());
        Optional<Integer> total = request.kinds().isEmpty() ? Optional.of(ofStatus.size()) : Optional.empty();
        return new TaskPage(page, total, false, next(page, request.limit(), request.offset()));
    }

    /** Ready ones first, by priority and then in the order of enqueueing; then the others in the same way. */
    TaskPage listPendingTasks(ListPendingTasksRequest request) {
        Optional<ModelRun> run = request.runId().map(view::run);
        Stream<TaskView> pending = view.tasks()
                .filter(task -> task.status == TaskStatus.QUEUED)
                .filter(task -> run.stream().allMatch(task.run::equals) && isOf(task, request.kinds()))
                .filter(task -> request.readyBy()
                        .flatMap(by -> task.notBefore.filter(by::isBefore))
                        .isEmpty())
                .sorted(Comparator.comparing((ModelTask task) -> !task.ready())
                        .thenComparing(task -> -task.draft.priority().orElse(0)))
                .map(task -> show(task, request.detail()));
        return new TaskPage(
                page(pending, request.limit(), Optional.empty()), Optional.empty(), false, Optional.empty());
    }

    /** Those that died last first. */
    TaskPage listDeadTasks(ListDeadTasksRequest request) {
        Optional<ModelRun> run = request.runId().map(view::run);
        List<ModelTask> dead = new ArrayList<>(view.tasks()
                .filter(task -> task.dead)
                .filter(task -> run.stream().allMatch(task.run::equals) && isOf(task, request.kinds()))
                .sorted(Comparator.comparing(task -> task.completedAt.orElseThrow()))
                .toList());
        Collections.reverse(dead);
        List<TaskView> page =
                page(dead.stream().map(task -> show(task, request.detail())), request.limit(), request.offset());
        return new TaskPage(page, Optional.empty(), false, next(page, request.limit(), request.offset()));
    }

    TaskOutputPage listTaskOutput(ListTaskOutputRequest request) {
        long after = request.afterSeq().orElse(0L);
        List<TaskOutput> page = page(
                view.task(request.taskId()).outputs.stream().filter(entry -> entry.sequence() > after),
                request.limit(),
                Optional.empty());
        return new TaskOutputPage(
                page, page.isEmpty() ? after : page.get(page.size() - 1).sequence(), false);
    }

    private static boolean isOf(ModelTask task, List<String> kinds) {
        return kinds.isEmpty() || kinds.contains(task.draft.kind());
    }

    private static TaskView show(ModelTask task, Optional<Detail> detail) {
        return detail.orElse(Detail.SUMMARY) == Detail.FULL ? task.show() : task.showInShort();
    }

    private static <T> List<T> page(Stream<T> items, Optional<Integer> limit, Optional<Integer> offset) {
        return items.skip(offset.orElse(0)).limit(limit.orElse(ITEMS_OF_A_PAGE)).toList();
    }

    private static Optional<Integer> next(List<?> page, Optional<Integer> limit, Optional<Integer> offset) {
        int next = offset.orElse(0) + page.size();
        return page.size() == limit.orElse(ITEMS_OF_A_PAGE) && next <= HIGHEST_OFFSET
                ? Optional.of(next)
                : Optional.empty();
    }
}
