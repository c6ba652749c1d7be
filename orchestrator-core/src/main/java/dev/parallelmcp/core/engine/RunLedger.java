package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.RunRow;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects how an operation changes the counters of the runs it touches and, at its end, writes them once and moves each
 * run's status to what follows from them: one row update per run and at most one run.status.changed.
 */
final class RunLedger {

    private final UnitOfWork work;
    private final Map<String, RunTally> changes = new LinkedHashMap<>();
    private final Map<String, Run> claimedFrom = new HashMap<>();

    RunLedger(UnitOfWork work) {
        this.work = work;
    }

    void add(String runId, RunTally change) {
        changes.merge(runId, change, RunTally::plus);
    }

    /** The run's status is to be derived again although no task of it moved. */
    void touch(String runId) {
        add(runId, RunTally.ZERO);
    }

    /** Writes the counters collected so far for this run and answers it; its status is still the old one. */
    RunRow adjusted(String runId) {
        RunTally change = changes.remove(runId);
        RunRow row = write(runId, change == null ? RunTally.ZERO : change);
        if (row.run().status() != row.derivedStatus()) {
            touch(runId);
        }
        return row;
    }

    /**
     * The run that a task is claimed from, which counts the task as held. Several claims of one operation write the
     * counters twice at most: with the first, which brings the run, and at the end.
     */
    Run claimFrom(String runId) {
        add(runId, RunTally.one(TaskStatus.LEASED, 0).minus(RunTally.one(TaskStatus.QUEUED, 0)));
        return claimedFrom.computeIfAbsent(runId, id -> adjusted(id).run());
    }

    /** What came due meanwhile may have changed the runs that were claimed from. */
    void forgetClaimedFrom() {
        claimedFrom.clear();
    }

    private RunRow write(String runId, RunTally change) {
        return change.equals(RunTally.ZERO) ? work.run(runId) : work.tx().runs().adjust(runId, change);
    }

    /** Brings every touched run up to date. */
    void settle() {
        changes.forEach((runId, change) -> settle(write(runId, change)));
        changes.clear();
    }

    /** Sets the gate and brings this run up to date: both in one write, for a cancelled gate allows one status only. */
    void settle(String runId, RunGate gate) {
        RunTally change = changes.remove(runId);
        settle(write(runId, change == null ? RunTally.ZERO : change).withGate(gate));
    }

    private void settle(RunRow row) {
        RunStatus before = row.run().status();
        RunStatus after = row.derivedStatus();
        if (before != after) {
            Run run = row.run().withStatus(after, work.now());
            work.tx().runs().save(row.withRun(run));
            work.record(run, EventType.RUN_STATUS_CHANGED, EventPayload.of(run).put("from", before.wireName()));
        }
    }
}
