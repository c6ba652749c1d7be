package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.result.LeaseResult;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.TaskState;
import java.util.Optional;

/** heartbeat_lease. Renewing is no change of state: it writes no event. */
final class HeartbeatLease {

    private HeartbeatLease() {}

    static LeaseResult apply(UnitOfWork work, HeartbeatLeaseRequest request) {
        LeaseGuard.Held held = LeaseGuard.require(work, request);
        Hold hold = held.hold();
        long leaseMs = request.leaseMs().orElse(hold.leaseMs());
        Hold renewed = hold.until(Leases.end(work.now(), leaseMs, hold.deadlineAt()));
        TaskState state = held.task().state().edit().hold(renewed).build();
        work.move(held.task(), state);
        AttemptRow attempt = work.tx().attempts().renew(hold.attemptId(), renewed.expiresAt(), work.now());
        return new LeaseResult(attempt.lease(), state.status(), Optional.ofNullable(hold.deadlineAt()));
    }
}
