package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.ContextSnapshot;
import java.util.Optional;

/** Reading context snapshots. */
public interface SnapshotReads {
    Optional<ContextSnapshot> find(String snapshotId);
}
