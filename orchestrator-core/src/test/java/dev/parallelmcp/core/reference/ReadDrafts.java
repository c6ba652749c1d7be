package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.GetContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetCurrentContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetStatsRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.ListPendingTasksRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.request.ListTaskOutputRequest;
import dev.parallelmcp.core.model.request.WaitForRunRequest;
import java.util.List;
import java.util.Optional;

/** Reads, with filters that the look at everything does not use. */
final class ReadDrafts {

    private static final int KINDS_OF_READS = 11;

    private final Draw draw;

    ReadDrafts(Draw draw) {
        this.draw = draw;
    }

    Record any() {
        return switch (draw.below(KINDS_OF_READS)) {
            case 0 -> new GetRunRequest(draw.run(run -> true));
            case 1 -> new GetTaskRequest(draw.task(task -> true), draw.percent(50));
            case 2 -> runs();
            case 3 -> tasksOfRun();
            case 4 -> pending();
            case 5 -> dead();
            case 6 -> new GetStatsRequest(namespace());
            case 7 -> new GetContextSnapshotRequest(draw.snapshot());
            case 8 -> new GetCurrentContextSnapshotRequest(draw.run(run -> true));
            case 9 -> output();
            default -> new WaitForRunRequest(draw.run(run -> run.status.terminal()), 0);
        };
    }

    private Record runs() {
        return new ListRunsRequest(
                namespace(),
                draw.percent(60) ? List.of() : List.of(draw.oneOf(List.of(RunStatus.values())), RunStatus.ACTIVE),
                draw.maybe(20, () -> "external-" + draw.below(3)),
                draw.maybe(20, () -> draw.model().now().minusMillis(60_000)),
                draw.maybe(20, () -> draw.model().now()),
                limit(),
                offset(),
                draw.maybe(50, () -> draw.oneOf(List.of(RunOrder.values()))),
                draw.maybe(50, () -> draw.oneOf(List.of(SortDirection.values()))));
    }

    private Record tasksOfRun() {
        return new ListRunTasksRequest(
                draw.run(run -> true),
                draw.percent(60) ? List.of() : List.of(draw.oneOf(List.of(TaskStatus.values())), TaskStatus.QUEUED),
                kinds(),
                limit(),
                offset(),
                detail());
    }

    private Record pending() {
        return new ListPendingTasksRequest(
                draw.maybe(40, () -> draw.run(run -> true)),
                kinds(),
                draw.maybe(30, () -> draw.model().now().plusMillis(draw.delayMs())),
                limit(),
                detail());
    }

    private Record dead() {
        return new ListDeadTasksRequest(
                draw.maybe(40, () -> draw.run(run -> true)), kinds(), limit(), offset(), detail());
    }

    private Record output() {
        return new ListTaskOutputRequest(
                draw.task(task -> !task.outputs.isEmpty()), draw.maybe(40, () -> (long) draw.below(4)), limit());
    }

    private Optional<String> namespace() {
        return draw.maybe(40, () -> draw.oneOf(Draw.NAMESPACES));
    }

    private List<String> kinds() {
        return draw.percent(60) ? List.of() : List.of(draw.oneOf(Draw.KINDS), draw.oneOf(Draw.KINDS));
    }

    private Optional<Integer> limit() {
        return draw.maybe(50, () -> 1 + draw.below(5));
    }

    private Optional<Integer> offset() {
        return draw.maybe(20, () -> draw.below(3));
    }

    private Optional<Detail> detail() {
        return draw.maybe(60, () -> draw.oneOf(List.of(Detail.values())));
    }
}
