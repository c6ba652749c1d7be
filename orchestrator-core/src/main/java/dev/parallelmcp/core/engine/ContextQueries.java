package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.request.GetContextSnapshotRequest;
import dev.parallelmcp.core.model.request.GetCurrentContextSnapshotRequest;
import dev.parallelmcp.core.model.result.CurrentSnapshotView;
import dev.parallelmcp.core.model.result.SnapshotView;
import dev.parallelmcp.core.store.ReadTransaction;

/** Reading context snapshots. */
final class ContextQueries {

    private ContextQueries() {}

    static SnapshotView get(ReadTransaction tx, GetContextSnapshotRequest request) {
        return new SnapshotView(require(tx, request.snapshotId()));
    }

    static CurrentSnapshotView current(ReadTransaction tx, GetCurrentContextSnapshotRequest request) {
        return new CurrentSnapshotView(RunQueries.require(tx, request.runId())
                .run()
                .currentContextSnapshotId()
                .map(id -> require(tx, id)));
    }

    private static ContextSnapshot require(ReadTransaction tx, String snapshotId) {
        return tx.snapshots().find(snapshotId).orElseThrow(() -> Refusals.notFound(IdKind.CONTEXT, snapshotId));
    }
}
