package dev.parallelmcp.core.store;

/**
 * How large a snapshot is.
 *
 * @param payloadBytes in UTF-8
 */
public record SnapshotSize(String snapshotId, String runId, long payloadBytes) {}
