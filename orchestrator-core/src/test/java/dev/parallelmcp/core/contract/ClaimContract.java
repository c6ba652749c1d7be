package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a claim gives, and that its fencing tokens only grow. */
public abstract class ClaimContract extends ObservingContract {

    @Test
    void claimAnswersRunTaskAttemptAndLease() {
        Run run = createRun();
        Task queued = enqueue(run, "a");
        clock.advanceMillis(1_000);
        Instant now = clock.instant();
        ClaimResult result = orchestrator.claimNextTask(
                ClaimNextTaskRequest.builder("ann").leaseMs(5_000).build());
        assertThat(result.retryAfterMs()).isEmpty();
        assertThat(result.replayed()).isFalse();
        Claim claim = result.claim().orElseThrow();
        assertThat(claim.run()).isEqualTo(run(run.id()));
        assertThat(claim.run().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(claim.task()).isEqualTo(task(queued.id()));
        assertThat(claim.task().status()).isEqualTo(TaskStatus.LEASED);
        assertThat(claim.task().attemptCount()).isEqualTo(1);
        assertThat(claim.task().leasedBy()).contains("ann");
        assertThat(claim.task().leaseExpiresAt()).contains(now.plusMillis(5_000));
        assertThat(claim.task().startedAt()).contains(now);
        assertThat(claim.task().updatedAt()).isEqualTo(now);
        assertAttempt(claim, now);
        assertLease(claim, now);
    }

    private void assertAttempt(Claim claim, Instant now) {
        Attempt attempt = claim.attempt();
        assertThat(attempts(claim.task())).containsExactly(attempt);
        assertThat(attempt.id()).startsWith("attempt_");
        assertThat(attempt.runId()).isEqualTo(claim.run().id());
        assertThat(attempt.taskId()).isEqualTo(claim.task().id());
        assertThat(attempt.number()).isEqualTo(1);
        assertThat(attempt.counted()).isTrue();
        assertThat(attempt.workerId()).isEqualTo("ann");
        assertThat(attempt.status()).isEqualTo(AttemptStatus.LEASED);
        assertThat(attempt.leasedAt()).isEqualTo(now);
        assertThat(attempt.startedAt()).isEmpty();
        assertThat(attempt.endedAt()).isEmpty();
        assertThat(attempt.leaseExpiresAt()).isEqualTo(now.plusMillis(5_000));
    }

    private void assertLease(Claim claim, Instant now) {
        Lease lease = claim.lease();
        assertThat(leaseRecord(lease)).isEqualTo(lease);
        assertThat(lease.id()).startsWith("lease_");
        assertThat(claim.task().leaseId()).contains(lease.id());
        assertThat(lease.runId()).isEqualTo(claim.run().id());
        assertThat(lease.taskId()).isEqualTo(claim.task().id());
        assertThat(lease.attemptId()).isEqualTo(claim.attempt().id());
        assertThat(lease.workerId()).isEqualTo("ann");
        assertThat(lease.fencingToken()).isPositive();
        assertThat(lease.status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(lease.acquiredAt()).isEqualTo(now);
        assertThat(lease.expiresAt()).isEqualTo(now.plusMillis(5_000));
        assertThat(lease.heartbeatAt()).isEmpty();
        assertThat(lease.releasedAt()).isEmpty();
        assertThat(lease.clientToken()).isEmpty();
    }

    @Test
    void claimIsOneEventOfItsTaskAndAttempt() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        List<Claim> claims = new ArrayList<>();
        List<Event> events = eventsOf(run, () -> claims.add(claim()));
        Claim claim = claims.get(0);
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.eventType()).isEqualTo(EventType.TASK_CLAIMED);
            assertThat(event.taskId()).contains(task.id());
            assertThat(event.attemptId()).contains(claim.attempt().id());
            assertThat(Payloads.of(event))
                    .containsEntry("status", "leased")
                    .containsEntry("attemptCount", 1L)
                    .containsEntry("leaseId", claim.lease().id())
                    .containsEntry("leasedBy", "worker")
                    .containsEntry("reason", null);
        });
    }

    @Test
    void emptyClaimChangesNothing() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").delayMs(1_000));
        Sight before = look(run);
        assertThat(tryClaim()).isEmpty();
        assertThat(look(run)).isEqualTo(before);
    }

    @Test
    void leaseLastsAMinuteUnlessAskedOtherwise() {
        enqueue(createRun(), "a");
        assertThat(claim().lease().expiresAt()).isEqualTo(clock.instant().plusMillis(60_000));
        restart(OrchestratorOptions.DEFAULT.withLeaseMs(7_000));
        enqueue(createRun(), "a");
        enqueue(createRun(), "a");
        assertThat(claim().lease().expiresAt()).isEqualTo(clock.instant().plusMillis(7_000));
        assertThat(claimFor(86_400_000).lease().expiresAt())
                .isEqualTo(clock.instant().plusMillis(86_400_000));
    }

    @Test
    void leaseLengthOutOfBoundsIsRefused() {
        for (long leaseMs : new long[] {0, -1, 86_400_001}) {
            var refusal = refused(() -> claimFor(leaseMs));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refusal.message()).contains("leaseMs", String.valueOf(leaseMs), "86400000");
        }
        enqueue(createRun(), "a");
        assertThat(claimFor(1).lease().expiresAt()).isEqualTo(clock.instant().plusMillis(1));
    }

    @Test
    void leaseNeverPassesTheDeadlineOfItsAttempt() {
        Run run = createRun();
        enqueue(EnqueueTaskRequest.builder(run.id(), "a").timeoutMs(2_000));
        Claim claim = claimFor(60_000);
        assertThat(claim.lease().expiresAt()).isEqualTo(clock.instant().plusMillis(2_000));
        assertThat(claim.attempt().leaseExpiresAt()).isEqualTo(clock.instant().plusMillis(2_000));
        assertThat(claim.task().leaseExpiresAt()).contains(clock.instant().plusMillis(2_000));
    }

    @Test
    void attemptsOfATaskAreNumberedWithoutGaps() {
        Run run = createRun();
        Task task = enqueue(run, "a");
        release(claim());
        clock.advanceMillis(1_000);
        failRetryably(claim());
        Claim third = claim();
        assertThat(attempts(task)).extracting(Attempt::number).containsExactly(1, 2, 3);
        assertThat(third.attempt().number()).isEqualTo(3);
        assertThat(third.task().attemptCount()).isEqualTo(2);
    }

    @Test
    void taskStartedWhenItWasFirstClaimed() {
        enqueue(createRun(), "a");
        Instant first = clock.instant();
        release(claim());
        clock.advanceMillis(1_000);
        Claim second = claim();
        assertThat(second.task().startedAt()).contains(first);
        assertThat(second.attempt().leasedAt()).isEqualTo(clock.instant());
    }

    @Test
    void fencingTokenGrowsWithEveryClaimOfTheStore() {
        Run run = createRun();
        Run elsewhere = createRun(CreateRunRequest.builder().namespace("team"));
        enqueue(run, "a");
        enqueue(elsewhere, "b");
        List<Long> tokens = new ArrayList<>();
        tokens.add(releasedToken());
        tokens.add(releasedToken());
        Claim first = claim();
        Claim second = claim();
        tokens.add(first.lease().fencingToken());
        tokens.add(second.lease().fencingToken());
        failRetryably(first);
        complete(second);
        clock.set(clock.instant().minusSeconds(60));
        tokens.add(claim().lease().fencingToken());
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void fencingTokenIsNeverUsedAgainAfterPruneAndRestart() {
        Run pruned = createRun();
        enqueue(pruned, "a");
        Claim last = claim();
        complete(last);
        clock.advanceMillis(1_000);
        var result =
                orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());
        assertThat(result.prunedRunIds()).containsExactly(pruned.id());
        restart();
        enqueue(createRun(), "a");
        long token = claim().lease().fencingToken();
        assertThat(token).isGreaterThan(last.lease().fencingToken());
    }

    @Test
    void fencingTokenGrowsAcrossStoresOnOneDatabase() {
        Run run = createRun();
        for (int i = 0; i < 4; i++) {
            enqueue(run, "a");
        }
        List<Long> tokens = new ArrayList<>();
        try (Store store = open(clock);
                var other = Orchestrator.on(store)) {
            for (int i = 0; i < 2; i++) {
                tokens.add(claim().lease().fencingToken());
                tokens.add(other.claimNextTask(
                                ClaimNextTaskRequest.builder("other").build())
                        .claim()
                        .orElseThrow()
                        .lease()
                        .fencingToken());
            }
        }
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    private long releasedToken() {
        Claim claim = claim();
        release(claim);
        return claim.lease().fencingToken();
    }
}
