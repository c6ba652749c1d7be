package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.ContextSnapshot;

/** One context snapshot. */
public record SnapshotView(ContextSnapshot snapshot) {}
