package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Repeated claims, and where and how long a client token lives. */
public abstract class ClientTokenContract extends NamedTaskContract {

    private static final String TOKEN = "claim-1";

    @Test
    void repeatedClaimAnswersTheSameClaimWhileItsLeaseLives() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        Claim first = claimWith("worker").claim().orElseThrow();
        clock.advanceMillis(59_999);

        changesNothing(() -> {
            ClaimResult second = claimWith("worker");
            assertThat(second.replayed()).isTrue();
            assertThat(second.claim()).contains(first);
        });
        assertThat(first.lease().clientToken()).contains(TOKEN);
    }

    @Test
    void repeatedClaimShowsWhatBecameOfTheClaim() {
        add(createRun(), "a");
        Claim first = claimWith("worker").claim().orElseThrow();
        orchestrator.markTaskRunning(
                MarkTaskRunningRequest.builder(first.lease()).build());
        clock.advanceMillis(30_000);
        orchestrator.heartbeatLease(HeartbeatLeaseRequest.builder(first.lease()).build());
        clock.advanceMillis(45_000);

        Claim second = claimWith("worker").claim().orElseThrow();

        assertThat(second.task().status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(second.lease().id()).isEqualTo(first.lease().id());
        assertThat(second.lease().status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(second.lease().fencingToken()).isEqualTo(first.lease().fencingToken());
        assertThat(second.lease().expiresAt()).isEqualTo(clock.instant().plusMillis(15_000));
    }

    @Test
    void leaseMsOfARepeatedClaimIsNotCompared() {
        add(createRun(), "a");
        Claim first = claimWith("worker").claim().orElseThrow();

        ClaimResult second = orchestrator.claimNextTask(ClaimNextTaskRequest.builder("worker")
                .leaseMs(5)
                .clientToken(TOKEN)
                .build());

        assertThat(second.replayed()).isTrue();
        assertThat(second.claim()).contains(first);
    }

    @Test
    void otherWorkerKindsRunOrNamespaceAreAConflict() {
        Run run = createRun();
        add(run, "a");
        claimWith("worker");

        for (ClaimNextTaskRequest.Builder other : List.of(
                ClaimNextTaskRequest.builder("another"),
                ClaimNextTaskRequest.builder("worker").kinds(List.of("a")),
                ClaimNextTaskRequest.builder("worker").runId(run.id()),
                ClaimNextTaskRequest.builder("worker").namespace("default"))) {
            refused(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    () -> orchestrator.claimNextTask(other.clientToken(TOKEN).build()));
        }
    }

    @Test
    void emptyClaimRecordsNothing() {
        assertThat(claimWith("worker").claim()).isEmpty();
        add(createRun(), "a");

        ClaimResult later = claimWith("worker");

        assertThat(later.claim()).isPresent();
        assertThat(later.replayed()).isFalse();
    }

    @Test
    void repeatedClaimAfterTheLeaseRanOutIsLeaseExpiredAndLeavesTheNextHolderAlone() {
        add(createRun(), "a");
        Claim first = claimWith("worker").claim().orElseThrow();
        clock.advanceMillis(60_000);

        OrchestratorException unswept = refused(ErrorCode.LEASE_EXPIRED, () -> claimWith("worker"));
        assertThat(unswept.ids()).containsEntry("leaseId", first.lease().id());
        sweep();
        refused(ErrorCode.LEASE_EXPIRED, () -> claimWith("worker"));
        take("a");
        refused(ErrorCode.LEASE_CONFLICT, () -> claimWith("worker"));
    }

    @Test
    void repeatedClaimOfAnEndedTaskIsAnInvalidTransition() {
        add(createRun(), "a");
        complete(claimWith("worker").claim().orElseThrow());

        OrchestratorException refusal = refused(ErrorCode.INVALID_TRANSITION, () -> claimWith("worker"));

        assertThat(refusal.nextTool()).contains("claim_next_task");
    }

    @Test
    void repeatedClaimOfAReleasedTaskIsNotClaimedAgain() {
        add(createRun(), "a");
        Claim first = claimWith("worker").claim().orElseThrow();
        orchestrator.releaseTask(ReleaseTaskRequest.builder(first.lease()).build());

        refused(ErrorCode.INVALID_TRANSITION, () -> claimWith("worker"));
    }

    @Test
    void repeatedClaimOfACancelledTaskSaysSo() {
        Run run = createRun();
        add(run, "a");
        claimWith("worker");
        orchestrator.cancelRun(CancelRunRequest.builder(run.id()).build());

        refused(ErrorCode.TASK_CANCELLED, () -> claimWith("worker"));
    }

    @Test
    void repeatedClaimAppliesNothingThatIsDue() {
        Run run = createRun();
        add(run, "a");
        add(run, "b");
        Claim a = claimWith("worker").claim().orElseThrow();
        take("b");
        clock.advanceMillis(30_000);
        orchestrator.heartbeatLease(HeartbeatLeaseRequest.builder(a.lease()).build());
        clock.advanceMillis(30_000);

        changesNothing(() -> assertThat(claimWith("worker").replayed()).isTrue());
    }

    @Test
    void tokenIsGoneWithItsRun() {
        RunResult first = createWith("default");
        orchestrator.cancelRun(CancelRunRequest.builder(first.run().id()).build());
        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());

        RunResult second = createWith("default");

        assertThat(second.replayed()).isFalse();
        assertThat(second.run().id()).isNotEqualTo(first.run().id());
    }

    @Test
    void tokensOfLiveRunsStayWhenOthersArePruned() {
        Run pruned = createRun();
        orchestrator.cancelRun(CancelRunRequest.builder(pruned.id()).build());
        RunResult first = createWith("default");
        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());

        assertThat(createWith("default").run()).isEqualTo(first.run());
    }

    @Test
    void sameTokenMeansSomethingElseInAnotherNamespace() {
        RunResult left = createWith("left");
        RunResult right = createWith("right");

        assertThat(right.replayed()).isFalse();
        assertThat(right.run().id()).isNotEqualTo(left.run().id());
        assertThat(createWith("left").run()).isEqualTo(left.run());
        assertThat(createWith("right").run()).isEqualTo(right.run());
    }

    @Test
    void callThatNamesNoNamespaceIsAboutTheTokensOfAll() {
        Run left = runIn("left");
        Run right = runIn("right");
        Task first = enqueue(spec(left, "a").clientToken(TOKEN));

        refused(ErrorCode.IDEMPOTENCY_CONFLICT, () -> enqueue(spec(right, "b").clientToken(TOKEN)));
        assertThat(enqueue(spec(left, "a").clientToken(TOKEN))).isEqualTo(first);
    }

    @Test
    void callThatNamesNoNamespaceFindsItsOwnUseAmongThoseOfAll() {
        Run left = runIn("left");
        Task first = enqueue(spec(left, "a").clientToken(TOKEN));
        createWith("aaa");
        createWith("zzz");

        assertThat(enqueue(spec(left, "a").clientToken(TOKEN))).isEqualTo(first);
    }

    @Test
    void claimInANamespaceUsesItsTokens() {
        Run left = runIn("left");
        Run right = runIn("right");
        add(left, "a");
        add(right, "b");

        assertThat(claimIn("left").claim().orElseThrow().task().id()).isEqualTo("a");
        assertThat(claimIn("right").claim().orElseThrow().task().id()).isEqualTo("b");
        assertThat(claimIn("left").claim().orElseThrow().task().id()).isEqualTo("a");
        assertThat(claimIn("right").replayed()).isTrue();
    }

    private ClaimResult claimWith(String worker) {
        return orchestrator.claimNextTask(
                ClaimNextTaskRequest.builder(worker).clientToken(TOKEN).build());
    }

    private ClaimResult claimIn(String namespace) {
        return orchestrator.claimNextTask(ClaimNextTaskRequest.builder("worker")
                .namespace(namespace)
                .clientToken(TOKEN)
                .build());
    }

    private RunResult createWith(String namespace) {
        return orchestrator.createRun(CreateRunRequest.builder()
                .namespace(namespace)
                .clientToken(TOKEN)
                .build());
    }

    private Run runIn(String namespace) {
        return orchestrator
                .createRun(CreateRunRequest.builder().namespace(namespace).build())
                .run();
    }
}
