package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.ContextSnapshot;
import java.util.Optional;

/** The head of a run's context chain; empty where the run has none. */
public record CurrentSnapshotView(Optional<ContextSnapshot> snapshot) {}
