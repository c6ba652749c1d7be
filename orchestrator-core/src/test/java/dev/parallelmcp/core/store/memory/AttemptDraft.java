package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.store.AttemptEnd;
import dev.parallelmcp.core.store.AttemptRow;
import java.time.Instant;
import java.util.Optional;

/** An attempt and its lease while they change: what both show is kept once. */
final class AttemptDraft {

    private final Attempt attempt;
    private final Lease lease;
    private long fencingToken;
    private AttemptStatus status;
    private LeaseStatus leaseStatus;
    private boolean counted;
    private Instant expiresAt;
    private Optional<Instant> startedAt;
    private Optional<Instant> heartbeatAt;
    private Optional<Instant> endedAt;
    private Optional<String> error;
    private Optional<Json> output;
    private Optional<Json> metadata;

    AttemptDraft(AttemptRow row) {
        attempt = row.attempt();
        lease = row.lease();
        fencingToken = lease.fencingToken();
        status = attempt.status();
        leaseStatus = lease.status();
        counted = attempt.counted();
        expiresAt = lease.expiresAt();
        startedAt = attempt.startedAt();
        heartbeatAt = lease.heartbeatAt();
        endedAt = attempt.endedAt();
        error = attempt.error();
        output = attempt.output();
        metadata = attempt.metadata();
    }

    AttemptDraft fencingToken(long token) {
        fencingToken = token;
        return this;
    }

    AttemptDraft started(Instant at) {
        status = AttemptStatus.RUNNING;
        startedAt = Optional.of(at);
        return this;
    }

    AttemptDraft renewed(Instant newExpiresAt, Instant at) {
        expiresAt = newExpiresAt;
        heartbeatAt = Optional.of(at);
        return this;
    }

    AttemptDraft ended(AttemptEnd end) {
        status = end.status();
        leaseStatus = end.leaseStatus();
        counted = end.counted();
        endedAt = Optional.of(end.at());
        error = Optional.ofNullable(end.error());
        output = Optional.ofNullable(end.output());
        metadata = Optional.ofNullable(end.metadata());
        return this;
    }

    AttemptRow build() {
        return new AttemptRow(
                new Attempt(
                        attempt.id(),
                        attempt.runId(),
                        attempt.taskId(),
                        attempt.number(),
                        counted,
                        attempt.workerId(),
                        status,
                        attempt.leasedAt(),
                        startedAt,
                        endedAt,
                        expiresAt,
                        attempt.contextSnapshotId(),
                        error,
                        output,
                        metadata),
                new Lease(
                        lease.id(),
                        lease.runId(),
                        lease.taskId(),
                        lease.attemptId(),
                        lease.workerId(),
                        fencingToken,
                        leaseStatus,
                        lease.acquiredAt(),
                        expiresAt,
                        heartbeatAt,
                        endedAt,
                        lease.clientToken()));
    }
}
