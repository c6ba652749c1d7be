package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.store.AttemptRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** An attempt and its lease as one row: what both have is stored once. */
final class AttemptMapping {
    private static final Names<AttemptStatus> STATUSES = Names.of(AttemptStatus.class);
    private static final Names<LeaseStatus> LEASE_STATUSES = Names.of(LeaseStatus.class);

    private AttemptMapping() {}

    static AttemptRow read(Columns row) throws SQLException {
        long fencingToken = row.number();
        String id = row.text();
        String leaseId = row.text();
        String runId = row.text();
        String taskId = row.text();
        int number = row.smallNumber();
        boolean counted = row.flag();
        String workerId = row.text();
        Optional<String> clientToken = Optional.ofNullable(row.textOrNull());
        AttemptStatus status = row.name(STATUSES);
        LeaseStatus leaseStatus = row.name(LEASE_STATUSES);
        Instant leasedAt = row.time();
        Optional<Instant> startedAt = Optional.ofNullable(row.timeOrNull());
        Instant expiresAt = row.time();
        Optional<Instant> heartbeatAt = Optional.ofNullable(row.timeOrNull());
        Optional<Instant> endedAt = Optional.ofNullable(row.timeOrNull());
        Optional<String> context = Optional.ofNullable(row.textOrNull());
        Optional<String> error = Optional.ofNullable(row.textOrNull());
        Optional<Json> output = Optional.ofNullable(row.jsonOrNull());
        Optional<Json> metadata = Optional.ofNullable(row.jsonOrNull());
        Attempt attempt = new Attempt(
                id, runId, taskId, number, counted, workerId, status, leasedAt, startedAt, endedAt, expiresAt, context,
                error, output, metadata);
        Lease lease = new Lease(
                leaseId,
                runId,
                taskId,
                id,
                workerId,
                fencingToken,
                leaseStatus,
                leasedAt,
                expiresAt,
                heartbeatAt,
                endedAt,
                clientToken);
        return new AttemptRow(attempt, lease);
    }

    static void bind(Params params, AttemptRow row) throws SQLException {
        Attempt attempt = row.attempt();
        Lease lease = row.lease();
        params.text(attempt.id())
                .text(lease.id())
                .text(attempt.runId())
                .text(attempt.taskId())
                .number(attempt.number())
                .flag(attempt.counted())
                .text(attempt.workerId())
                .text(lease.clientToken().orElse(null))
                .name(attempt.status())
                .name(lease.status())
                .time(attempt.leasedAt())
                .time(attempt.startedAt().orElse(null))
                .time(attempt.leaseExpiresAt())
                .time(lease.heartbeatAt().orElse(null))
                .time(attempt.endedAt().orElse(null))
                .text(attempt.contextSnapshotId().orElse(null))
                .text(attempt.error().orElse(null))
                .json(attempt.output().orElse(null))
                .json(attempt.metadata().orElse(null));
    }

    static AttemptRow withFencingToken(AttemptRow row, long fencingToken) {
        Lease lease = row.lease();
        return new AttemptRow(
                row.attempt(),
                new Lease(
                        lease.id(),
                        lease.runId(),
                        lease.taskId(),
                        lease.attemptId(),
                        lease.workerId(),
                        fencingToken,
                        lease.status(),
                        lease.acquiredAt(),
                        lease.expiresAt(),
                        lease.heartbeatAt(),
                        lease.releasedAt(),
                        lease.clientToken()));
    }
}
