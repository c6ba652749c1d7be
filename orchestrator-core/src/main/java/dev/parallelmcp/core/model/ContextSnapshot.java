package dev.parallelmcp.core.model;

import java.time.Instant;
import java.util.Optional;

/** An immutable node in the tree of contexts that a run's tasks hand on to each other. */
public record ContextSnapshot(
        String id,
        String runId,
        Optional<String> taskId,
        ContextScope scope,
        Optional<String> parentSnapshotId,
        Optional<String> label,
        Json payload,
        Instant createdAt) {}
