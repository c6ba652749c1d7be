package dev.parallelmcp.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The right to work on a task until {@code expiresAt}, unless renewed by heartbeats.
 *
 * @param fencingToken grows with every claim in the store and is never reused: a resource that remembers the highest
 *     token it has seen can refuse a worker whose lease has passed on
 */
public record Lease(
        String id,
        String runId,
        String taskId,
        String attemptId,
        String workerId,
        long fencingToken,
        LeaseStatus status,
        Instant acquiredAt,
        Instant expiresAt,
        Optional<Instant> heartbeatAt,
        Optional<Instant> releasedAt,
        Optional<String> clientToken) {}
