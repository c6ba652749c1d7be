package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.store.Snapshots;

/** The snapshots of one namespace. */
final class ScopedSnapshots extends ScopedSnapshotReads implements Snapshots {

    private final Snapshots whole;
    private final Sight sight;

    ScopedSnapshots(Snapshots whole, Sight sight) {
        super(whole, sight);
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public void insert(ContextSnapshot snapshot) {
        Sight.require(sight.ofRun(snapshot.runId()));
        whole.insert(snapshot);
    }
}
