package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.store.SnapshotSize;
import dev.parallelmcp.core.store.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Context snapshots. */
final class MemorySnapshots implements Snapshots {

    private final Table<String, ContextSnapshot> rows;
    private final Index<String, String, ContextSnapshot> ofRun;

    MemorySnapshots(Journal journal) {
        this.rows = new Table<>(journal);
        this.ofRun = rows.index(snapshot -> List.of(snapshot.runId()), ContextSnapshot::id);
    }

    @Override
    public Optional<ContextSnapshot> find(String snapshotId) {
        return rows.find(snapshotId);
    }

    @Override
    public List<SnapshotSize> sizes(List<String> snapshotIds) {
        return snapshotIds.stream()
                .map(rows::find)
                .flatMap(Optional::stream)
                .map(snapshot -> new SnapshotSize(
                        snapshot.id(), snapshot.runId(), snapshot.payload().utf8Bytes()))
                .toList();
    }

    @Override
    public void insert(ContextSnapshot snapshot) {
        if (rows.has(snapshot.id())) {
            throw OrchestratorException.of(ErrorCode.DUPLICATE_ID, "a context snapshot with this id exists already");
        }
        rows.put(snapshot.id(), snapshot);
    }

    void deleteOfRun(String runId) {
        new ArrayList<>(ofRun.in(runId).keySet()).forEach(rows::remove);
    }
}
