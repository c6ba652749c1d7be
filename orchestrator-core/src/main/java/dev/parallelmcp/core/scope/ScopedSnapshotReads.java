package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.store.SnapshotReads;
import dev.parallelmcp.core.store.SnapshotSize;
import java.util.List;
import java.util.Optional;

/** The snapshots of one namespace. */
class ScopedSnapshotReads implements SnapshotReads {

    private final SnapshotReads whole;
    private final Sight sight;

    ScopedSnapshotReads(SnapshotReads whole, Sight sight) {
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public final Optional<ContextSnapshot> find(String snapshotId) {
        return whole.find(snapshotId).filter(snapshot -> sight.ofRun(snapshot.runId()));
    }

    @Override
    public final List<SnapshotSize> sizes(List<String> snapshotIds) {
        return whole.sizes(snapshotIds).stream()
                .filter(size -> sight.ofRun(size.runId()))
                .toList();
    }
}
