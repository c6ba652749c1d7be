package dev.parallelmcp.core.model.request;

/**
 * Asks for one run.
 */
public record GetRunRequest(String runId) {

    public GetRunRequest {
        Rules.id("runId", runId);
    }
}
