package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.ContextSnapshot;
import java.util.List;
import java.util.Optional;

/** Reading context snapshots. */
public interface SnapshotReads {
    Optional<ContextSnapshot> find(String snapshotId);

    /** The sizes of those of {@code snapshotIds} that are snapshots, in any order. */
    List<SnapshotSize> sizes(List<String> snapshotIds);
}
