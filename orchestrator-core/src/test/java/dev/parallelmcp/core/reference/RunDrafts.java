package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import java.util.List;
import java.util.Optional;

/** Calls about runs. */
final class RunDrafts {

    private final Draw draw;

    RunDrafts(Draw draw) {
        this.draw = draw;
    }

    Record create() {
        return new CreateRunRequest(
                draw.maybe(8, () -> "own-run-" + draw.below(4)),
                draw.maybe(60, () -> draw.oneOf(Draw.NAMESPACES)),
                draw.maybe(30, () -> "external-" + draw.below(3)),
                draw.maybe(20, draw::object),
                draw.maybe(40, draw::payload),
                draw.percent(50),
                draw.token());
    }

    Record close() {
        return new CloseRunRequest(draw.run(run -> !run.closed), draw.token());
    }

    Record cancel() {
        return new CancelRunRequest(
                draw.run(run -> !run.status.terminal()), draw.maybe(50, () -> "operator"), draw.token());
    }

    Record append() {
        String run = draw.run(ModelRun::takesWork);
        Optional<String> task = draw.maybe(40, () -> {
            List<String> own = draw.tasksOf(run);
            return own.isEmpty() || draw.percent(10) ? draw.task(any -> true) : draw.oneOf(own);
        });
        Optional<ContextScope> scope = task.isEmpty()
                ? draw.maybe(20, () -> ContextScope.RUN)
                : draw.maybe(50, () -> draw.oneOf(List.of(ContextScope.values())));
        return new AppendContextSnapshotRequest(
                run,
                draw.payload(),
                draw.maybe(10, () -> "own-context-" + draw.below(4)),
                task,
                scope,
                draw.maybe(30, () -> draw.snapshotOf(run)),
                draw.maybe(30, () -> "by-hand"),
                draw.token());
    }

    Record prune() {
        return new PruneRunsRequest(
                draw.model().now().minusMillis(draw.oneOf(List.of(-1L, 0L, 60_000L, 600_000L))),
                draw.percent(70) ? List.of() : List.of(draw.oneOf(List.of(RunStatus.COMPLETED, RunStatus.FAILED))),
                draw.maybe(50, () -> 1 + draw.below(3)));
    }
}
