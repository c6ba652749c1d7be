package dev.parallelmcp.core.model.request;

/**
 * Asks for one snapshot.
 */
public record GetContextSnapshotRequest(String snapshotId) {

    public GetContextSnapshotRequest {
        Rules.id("snapshotId", snapshotId);
    }
}
