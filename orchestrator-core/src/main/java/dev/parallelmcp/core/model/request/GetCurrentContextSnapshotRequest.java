package dev.parallelmcp.core.model.request;

/**
 * Asks for the head of a run's context chain.
 */
public record GetCurrentContextSnapshotRequest(String runId) {

    public GetCurrentContextSnapshotRequest {
        Rules.id("runId", runId);
    }
}
