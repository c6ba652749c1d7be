package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.ContextSnapshot;

/**
 * A context snapshot after it was appended.
 *
 * @param replayed nothing was done now: the client token had been used for this very call before
 */
public record SnapshotResult(ContextSnapshot snapshot, boolean replayed) {}
