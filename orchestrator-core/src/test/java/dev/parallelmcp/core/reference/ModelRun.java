package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import java.time.Instant;
import java.util.Optional;

/** A run: what was said of it. Its status follows from its tasks, and the one here is the one that was told last. */
final class ModelRun {

    final String id;
    final String namespace;
    final Optional<String> externalId;
    final Optional<Json> metadata;
    final Instant createdAt;

    RunStatus status = RunStatus.PENDING;
    boolean keepOpen;
    boolean closed;
    boolean cancelledForGood;
    Optional<String> currentContext = Optional.empty();
    Instant updatedAt;

    ModelRun(String id, String namespace, Optional<String> externalId, Optional<Json> metadata, Instant createdAt) {
        this.id = id;
        this.namespace = namespace;
        this.externalId = externalId;
        this.metadata = metadata;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    boolean takesWork() {
        return !closed && !status.terminal();
    }

    Run show() {
        return new Run(id, namespace, externalId, status, metadata, currentContext, keepOpen, createdAt, updatedAt);
    }
}
