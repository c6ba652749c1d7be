package dev.parallelmcp.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A unit of work made of tasks.
 *
 * @param namespace the tenant it belongs to; {@code default} unless given
 * @param externalId the caller's own name for it, not unique
 * @param status derived from its tasks
 * @param currentContextSnapshotId the head of its context chain
 * @param keepOpen stays active when its tasks have ended, until close_run
 * @param updatedAt when this record last changed as shown here; a task's own steps do not move it
 */
public record Run(
        String id,
        String namespace,
        Optional<String> externalId,
        RunStatus status,
        Optional<Json> metadata,
        Optional<String> currentContextSnapshotId,
        boolean keepOpen,
        Instant createdAt,
        Instant updatedAt) {

    /** The namespace of runs that name none. */
    public static final String DEFAULT_NAMESPACE = "default";

    public Run withStatus(RunStatus newStatus, Instant at) {
        return new Run(
                id, namespace, externalId, newStatus, metadata, currentContextSnapshotId, keepOpen, createdAt, at);
    }

    public Run withCurrentContext(String snapshotId, Instant at) {
        return new Run(id, namespace, externalId, status, metadata, Optional.of(snapshotId), keepOpen, createdAt, at);
    }

    /** Lets the run end as soon as its tasks have. */
    public Run withoutKeepOpen(Instant at) {
        return new Run(id, namespace, externalId, status, metadata, currentContextSnapshotId, false, createdAt, at);
    }
}
