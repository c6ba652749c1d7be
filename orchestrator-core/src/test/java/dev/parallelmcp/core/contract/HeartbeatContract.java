package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.result.LeaseResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** heartbeat_lease: renews a live lease, never a dead one, never past the attempt's deadline. */
public abstract class HeartbeatContract extends ObservingContract {

    @Test
    void heartbeatRenewsTheLeaseByItsOwnLength() {
        Claim claim = enqueueAndClaim(5_000);
        Instant claimedAt = clock.instant();
        clock.advanceMillis(4_999);
        LeaseResult result = heartbeat(claim);
        Instant expected = clock.instant().plusMillis(5_000);
        assertThat(result.lease().expiresAt()).isEqualTo(expected);
        assertThat(result.lease().heartbeatAt()).contains(clock.instant());
        assertThat(result.lease().acquiredAt()).isEqualTo(claimedAt);
        assertThat(result.lease().status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(result.lease().id()).isEqualTo(claim.lease().id());
        assertThat(result.lease().fencingToken()).isEqualTo(claim.lease().fencingToken());
        assertThat(result.taskStatus()).isEqualTo(TaskStatus.LEASED);
        assertThat(result.attemptDeadlineAt()).isEmpty();
        assertThat(leaseRecord(claim.lease())).isEqualTo(result.lease());
        assertThat(task(claim.task().id()).leaseExpiresAt()).contains(expected);
        assertThat(lastAttempt(claim.task()).leaseExpiresAt()).isEqualTo(expected);
    }

    @Test
    void renewedLeaseLivesUntilItsNewEnd() {
        Claim claim = enqueueAndClaim(1_000);
        clock.advanceMillis(999);
        heartbeat(claim);
        clock.advanceMillis(999);
        applyDue();
        assertThat(tryClaim()).isEmpty();
        assertThat(complete(claim).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void renewedLeaseEndsAtItsNewEnd() {
        Claim claim = enqueueAndClaim(1_000);
        clock.advanceMillis(500);
        heartbeat(claim);
        clock.advanceMillis(1_000);
        assertThat(refused(claim.run(), () -> complete(claim)).code()).isEqualTo(ErrorCode.LEASE_EXPIRED);
        assertThat(claim().task().id()).isEqualTo(claim.task().id());
    }

    @Test
    void heartbeatMayNameAnotherLengthForOnce() {
        Claim claim = enqueueAndClaim(5_000);
        assertThat(heartbeat(claim, 20_000).lease().expiresAt())
                .isEqualTo(clock.instant().plusMillis(20_000));
        assertThat(heartbeat(claim).lease().expiresAt())
                .isEqualTo(clock.instant().plusMillis(5_000));
    }

    @Test
    void heartbeatMayShortenTheLease() {
        Claim claim = enqueueAndClaim(60_000);
        heartbeat(claim, 1);
        clock.advanceMillis(1);
        assertThat(claim().attempt().number()).isEqualTo(2);
    }

    @Test
    void leaseWithoutAnAskedLengthIsRenewedByTheDefaultItBeganWith() {
        restart(OrchestratorOptions.DEFAULT.withLeaseMs(7_000));
        enqueue(createRun(), "a");
        Claim claim = claim();
        restart(OrchestratorOptions.DEFAULT.withLeaseMs(3_000));
        clock.advanceMillis(1_000);
        assertThat(heartbeat(claim).lease().expiresAt())
                .isEqualTo(clock.instant().plusMillis(7_000));
    }

    @Test
    void heartbeatNeverExtendsTheLeaseBeyondTheDeadlineOfItsAttempt() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").timeoutMs(10_000));
        Instant deadline = clock.instant().plusMillis(10_000);
        Claim claim = claimFor(4_000);
        assertThat(heartbeat(claim).attemptDeadlineAt()).contains(deadline);
        clock.advanceMillis(3_000);
        assertThat(heartbeat(claim).lease().expiresAt())
                .isEqualTo(clock.instant().plusMillis(4_000));
        clock.advanceMillis(3_500);
        LeaseResult last = heartbeat(claim);
        assertThat(last.lease().expiresAt()).isEqualTo(deadline);
        assertThat(last.attemptDeadlineAt()).contains(deadline);
        assertThat(heartbeat(claim, 86_400_000).lease().expiresAt()).isEqualTo(deadline);
        clock.set(deadline);
        assertThat(refused(run, () -> heartbeat(claim)).code()).isEqualTo(ErrorCode.LEASE_EXPIRED);
        applyDue();
        assertThat(lastAttempt(claim.task()).error()).contains("task_timeout_exceeded");
    }

    @Test
    void heartbeatIsNoEventAndNoChangeOfTheTaskButItsLease() {
        Claim claim = enqueueAndClaim(5_000);
        Task before = task(claim.task().id());
        clock.advanceMillis(1_000);
        assertThat(eventsOf(claim.run(), () -> heartbeat(claim))).isEmpty();
        Task after = task(claim.task().id());
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("leaseExpiresAt")
                .isEqualTo(before);
        assertThat(after.leaseExpiresAt()).isNotEqualTo(before.leaseExpiresAt());
    }

    @Test
    void heartbeatTellsThatTheTaskIsRunning() {
        Claim claim = enqueueAndClaim(5_000);
        orchestrator.markTaskRunning(
                MarkTaskRunningRequest.builder(claim.lease()).build());
        assertThat(heartbeat(claim).taskStatus()).isEqualTo(TaskStatus.RUNNING);
        assertThat(task(claim.task().id()).status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void lateHeartbeatNeverRevivesALease() {
        Claim claim = enqueueAndClaim(1_000);
        clock.advanceMillis(1_000);
        assertThat(refused(claim.run(), () -> heartbeat(claim)).code()).isEqualTo(ErrorCode.LEASE_EXPIRED);
        assertThat(task(claim.task().id()).leaseExpiresAt()).contains(clock.instant());
        applyDue();
        assertThat(refused(claim.run(), () -> heartbeat(claim)).code()).isEqualTo(ErrorCode.LEASE_EXPIRED);
        assertThat(task(claim.task().id()).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(leaseRecord(claim.lease()).status()).isEqualTo(LeaseStatus.EXPIRED);
    }

    @Test
    void heartbeatKeepsTheLeaseAcrossARestart() {
        Claim claim = enqueueAndClaim(5_000);
        clock.advanceMillis(4_000);
        restart();
        heartbeat(claim);
        restart();
        clock.advanceMillis(4_000);
        assertThat(complete(claim).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void lengthOutOfBoundsIsRefused() {
        Claim claim = enqueueAndClaim(5_000);
        for (long leaseMs : new long[] {0, 86_400_001}) {
            var refusal = refused(claim.run(), () -> heartbeat(claim, leaseMs));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refusal.message()).contains("leaseMs", String.valueOf(leaseMs), "86400000");
        }
    }

    private Claim enqueueAndClaim(long leaseMs) {
        enqueue(createRun(), "a");
        return claimFor(leaseMs);
    }

    private LeaseResult heartbeat(Claim claim) {
        return orchestrator.heartbeatLease(
                HeartbeatLeaseRequest.builder(claim.lease()).build());
    }

    private LeaseResult heartbeat(Claim claim, long leaseMs) {
        return orchestrator.heartbeatLease(
                HeartbeatLeaseRequest.builder(claim.lease()).leaseMs(leaseMs).build());
    }
}
