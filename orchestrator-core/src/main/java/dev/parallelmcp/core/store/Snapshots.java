package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.ContextSnapshot;

/** Writing context snapshots. */
public interface Snapshots extends SnapshotReads {

    /** Throws DUPLICATE_ID when the id is taken. */
    void insert(ContextSnapshot snapshot);
}
