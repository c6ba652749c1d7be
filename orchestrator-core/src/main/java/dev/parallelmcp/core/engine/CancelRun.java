package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.store.RunRow;
import java.util.List;

/** cancel_run. Costs what it cancels. */
final class CancelRun extends RunUseCase<CancelRunRequest> {

    /** How many tasks are looked up at a time; one of them is in memory. */
    private static final int TASKS_PER_STEP = 500;

    @Override
    public String operation() {
        return "cancel_run";
    }

    @Override
    String change(UnitOfWork work, CancelRunRequest request) {
        RunRow row = work.run(request.runId());
        if (!row.run().status().terminal()) {
            String reason = request.reason().orElse(Reasons.RUN_CANCELLED);
            Run run = row.run();
            work.record(run, EventType.RUN_CANCELLED, EventPayload.of(run).put("reason", reason));
            cancelTasks(work, run.id(), reason);
            work.ledger().settle(run.id(), RunGate.CANCELLED);
        }
        return request.runId();
    }

    private static void cancelTasks(UnitOfWork work, String runId, String reason) {
        List<String> unfinished;
        do {
            unfinished = work.tx().tasks().unfinished(runId, TASKS_PER_STEP);
            // No dependent needs a look: none is left to be released or cancelled in turn.
            unfinished.forEach(taskId -> AttemptEnds.cancel(work, work.task(taskId), reason));
        } while (unfinished.size() == TASKS_PER_STEP);
    }
}
