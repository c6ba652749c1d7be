package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import java.util.Optional;

/** What is asked about tasks without a lease. */
final class OperatorDrafts {

    private final Draw draw;

    OperatorDrafts(Draw draw) {
        this.draw = draw;
    }

    Record resume() {
        return new ResumeTaskRequest(
                draw.task(task -> task.status.paused()), draw.maybe(60, draw::payload), draw.token());
    }

    Record cancel() {
        return new CancelTaskRequest(
                draw.task(task -> !task.status.terminal()), draw.maybe(50, () -> "operator"), draw.token());
    }

    Record requeue() {
        boolean byInstant = draw.percent(15);
        return new RequeueDeadTaskRequest(
                draw.task(task -> task.dead && !task.run.cancelledForGood),
                draw.maybe(20, () -> draw.percent(30)),
                byInstant ? Optional.of(draw.model().now().plusMillis(draw.delayMs())) : Optional.empty(),
                byInstant ? Optional.empty() : draw.maybe(20, draw::delayMs),
                draw.maybe(40, () -> "once more"),
                draw.token());
    }

    Record rerun() {
        return new RerunRunFromRequest(draw.task(this::rerunnable), draw.maybe(40, () -> "new data"), draw.token());
    }

    /** Most likely: whether a dependent at work forbids it is left to chance. */
    private boolean rerunnable(ModelTask task) {
        return task.status.terminal()
                && !task.run.cancelledForGood
                && task.unmet().findAny().isEmpty();
    }
}
