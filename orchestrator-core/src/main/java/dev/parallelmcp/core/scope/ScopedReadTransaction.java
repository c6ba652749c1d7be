package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.store.AttemptReads;
import dev.parallelmcp.core.store.EventReads;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.RunReads;
import dev.parallelmcp.core.store.SnapshotReads;
import dev.parallelmcp.core.store.TaskOutputReads;
import dev.parallelmcp.core.store.TaskReads;
import java.time.Instant;

/** One namespace of a reading transaction. */
final class ScopedReadTransaction implements ReadTransaction {

    private final ReadTransaction whole;
    private final Sight sight;

    ScopedReadTransaction(ReadTransaction whole, Sight sight) {
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public Instant now() {
        return whole.now();
    }

    @Override
    public RunReads runs() {
        return new ScopedRunReads(whole.runs(), sight);
    }

    @Override
    public TaskReads tasks() {
        return new ScopedTaskReads(whole.tasks(), sight);
    }

    @Override
    public AttemptReads attempts() {
        return new ScopedAttemptReads(whole.attempts(), sight);
    }

    @Override
    public TaskOutputReads taskOutputs() {
        return new ScopedTaskOutputReads(whole.taskOutputs(), sight);
    }

    @Override
    public SnapshotReads snapshots() {
        return new ScopedSnapshotReads(whole.snapshots(), sight);
    }

    @Override
    public EventReads events() {
        return new ScopedEventReads(whole.events(), sight);
    }
}
