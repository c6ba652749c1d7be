package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.LeaseStatus;
import java.time.Instant;
import java.util.Optional;

/** One try at a task, and its lease: they begin and end together. */
final class ModelAttempt {

    final ModelTask task;
    final int number;
    final String id;
    final String leaseId;
    final long fencingToken;
    final String workerId;
    final Optional<String> clientToken;
    final Optional<String> context;
    final long leaseMs;
    final Instant leasedAt;
    final Optional<Instant> deadline;

    AttemptStatus status = AttemptStatus.LEASED;
    LeaseStatus leaseStatus = LeaseStatus.ACTIVE;
    boolean counted = true;
    Instant expiresAt;
    Optional<Instant> startedAt = Optional.empty();
    Optional<Instant> heartbeatAt = Optional.empty();
    Optional<Instant> endedAt = Optional.empty();
    Optional<String> error = Optional.empty();
    Optional<Json> output = Optional.empty();
    Optional<Json> metadata = Optional.empty();

    /** Who claims, and for how long. */
    record Terms(String workerId, long leaseMs, Optional<String> clientToken) {}

    ModelAttempt(ModelTask task, Terms terms, NewIds ids, Instant now) {
        this.task = task;
        this.number = task.attempts.size() + 1;
        this.id = ids.next(IdKind.ATTEMPT);
        this.leaseId = ids.next(IdKind.LEASE);
        this.fencingToken = ids.nextFencingToken();
        this.workerId = terms.workerId();
        this.leaseMs = terms.leaseMs();
        this.clientToken = terms.clientToken();
        this.context = task.context;
        this.leasedAt = now;
        this.deadline = task.draft.timeoutMs().map(now::plusMillis);
        this.expiresAt = leaseEnd(now, leaseMs);
    }

    /** A lease never passes the end of the attempt's budget. */
    Instant leaseEnd(Instant now, long millis) {
        Instant end = now.plusMillis(millis);
        return deadline.filter(end::isAfter).orElse(end);
    }

    /** The budget is used up, not only the lease. */
    boolean endsAsTimeout() {
        return deadline.isPresent() && deadline.get().equals(expiresAt);
    }

    void end(AttemptStatus how, LeaseStatus lease, Instant now) {
        status = how;
        leaseStatus = lease;
        endedAt = Optional.of(now);
    }

    Attempt show() {
        return new Attempt(
                id,
                task.run.id,
                task.id,
                number,
                counted,
                workerId,
                status,
                leasedAt,
                startedAt,
                endedAt,
                expiresAt,
                context,
                error,
                output,
                metadata);
    }

    Lease showLease() {
        return new Lease(
                leaseId,
                task.run.id,
                task.id,
                id,
                workerId,
                fencingToken,
                leaseStatus,
                leasedAt,
                expiresAt,
                heartbeatAt,
                endedAt,
                clientToken);
    }
}
