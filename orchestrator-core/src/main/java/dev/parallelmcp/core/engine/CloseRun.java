package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.store.RunRow;

/** close_run. */
final class CloseRun extends RunUseCase<CloseRunRequest> {

    @Override
    public String operation() {
        return "close_run";
    }

    @Override
    String change(UnitOfWork work, CloseRunRequest request) {
        RunRow row = work.run(request.runId());
        Refusals.requireNotCancelled(row);
        if (row.gate() == RunGate.OPEN) {
            Run run = row.run().withoutKeepOpen(work.now());
            work.tx().runs().save(row.withRun(run).withGate(RunGate.CLOSED));
            work.record(run, EventType.RUN_CLOSED, EventPayload.of(run));
            work.ledger().touch(run.id());
        }
        return request.runId();
    }
}
