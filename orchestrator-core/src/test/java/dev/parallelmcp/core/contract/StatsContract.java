package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.KindStats;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.GetStatsRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.result.StatsResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted as what, and since when a task is ready. */
public abstract class StatsContract extends NamedTaskContract {

    private StatsResult stats() {
        return stats(orchestrator);
    }

    private static StatsResult stats(Operations on) {
        return on.getStats(GetStatsRequest.builder().build());
    }

    private static List<Integer> numbers(StatsResult stats) {
        return List.of(
                stats.ready(),
                stats.delayed(),
                stats.blockedByDependency(),
                stats.leased(),
                stats.paused(),
                stats.dead());
    }

    @Test
    void emptyStoreHasNothing() {
        assertThat(numbers(stats())).containsOnly(0);
        assertThat(stats().oldestReadyAgeMs()).isEmpty();
        assertThat(stats().byKind()).isEmpty();
        assertThat(stats().truncated()).isFalse();
        assertThat(stats().runsByStatus().keySet()).containsExactly(RunStatus.values());
        assertThat(stats().runsByStatus().values()).containsOnly(0);
    }

    /** Behind a dependency comes before delayed: what waits for both is not to be had when its time comes. */
    @Test
    void everyLiveTaskIsCountedInOnePlaceAndEndedOnesInNone() {
        Run run = createRun();
        add(run, "leased");
        add(run, "running");
        add(run, "paused");
        enqueue(spec(run, "dead").maxAttempts(1));
        add(run, "done");
        add(run, "failed");
        add(run, "ready");
        enqueue(spec(run, "delayed").delayMs(1_000));
        add(run, "behind", "ready");
        enqueue(spec(run, "both", "ready").delayMs(1_000));
        take("leased");
        mark(take("running"));
        pause(take("paused"), PauseStatus.BLOCKED);
        bury("dead");
        finish("done");
        fail(take("failed"), "for good");

        assertThat(numbers(stats())).containsExactly(1, 1, 2, 2, 1, 1);
        assertThat(stats().byKind())
                .containsExactly(
                        new KindStats("behind", 0, 0, 1, 0, 0, 0, Optional.empty()),
                        new KindStats("both", 0, 0, 1, 0, 0, 0, Optional.empty()),
                        new KindStats("dead", 0, 0, 0, 0, 0, 1, Optional.empty()),
                        new KindStats("delayed", 0, 1, 0, 0, 0, 0, Optional.empty()),
                        new KindStats("leased", 0, 0, 0, 1, 0, 0, Optional.empty()),
                        new KindStats("paused", 0, 0, 0, 0, 1, 0, Optional.empty()),
                        new KindStats("ready", 1, 0, 0, 0, 0, 0, Optional.of(0L)),
                        new KindStats("running", 0, 0, 0, 1, 0, 0, Optional.empty()));
    }

    private void mark(Claim claim) {
        orchestrator.markTaskRunning(
                MarkTaskRunningRequest.builder(claim.lease()).build());
    }

    @Test
    void delayThatHasEndedMakesATaskReadyBeforeAnybodyAppliesIt() {
        enqueue(spec(createRun(), "late").delayMs(1_000));
        clock.advanceMillis(999);
        assertThat(numbers(stats())).containsExactly(0, 1, 0, 0, 0, 0);
        assertThat(stats().oldestReadyAgeMs()).isEmpty();

        clock.advanceMillis(501);

        assertThat(numbers(stats())).containsExactly(1, 0, 0, 0, 0, 0);
        assertThat(stats().oldestReadyAgeMs()).contains(500L);
        sweep();
        assertThat(numbers(stats())).containsExactly(1, 0, 0, 0, 0, 0);
        assertThat(stats().oldestReadyAgeMs()).contains(500L);
    }

    @Test
    void leaseThatHasRunOutCountsAsLeasedUntilThatIsApplied() {
        add(createRun(), "lost");
        take("lost");
        clock.advanceMillis(70_000);
        assertThat(numbers(stats())).containsExactly(0, 0, 0, 1, 0, 0);

        sweep();

        assertThat(numbers(stats())).containsExactly(1, 0, 0, 0, 0, 0);
        assertThat(stats().oldestReadyAgeMs()).contains(0L);
    }

    @Test
    void delayThatEndedUnappliedBeforeADependencyDidIsNotWhatATaskWaitedFor() {
        Run run = createRun();
        add(run, "first");
        Claim first = take("first");
        enqueue(spec(run, "behind", "first").delayMs(1_000));
        clock.advanceMillis(3_000);
        orchestrator.completeTask(CompleteTaskRequest.builder(first.lease()).build());
        clock.advanceMillis(10);

        assertThat(numbers(stats())).containsExactly(1, 0, 0, 0, 0, 0);
        assertThat(stats().oldestReadyAgeMs()).contains(10L);
    }

    @Test
    void taskBehindADependencyIsReadySinceTheLastOfThemEnded() {
        Run run = createRun();
        add(run, "first");
        add(run, "last");
        add(run, "behind", "last", "first");
        clock.advanceMillis(1_000);
        finish("last");
        clock.advanceMillis(100);
        finish("first");
        clock.advanceMillis(10);

        assertThat(stats().oldestReadyAgeMs()).contains(10L);
    }

    /** How a task comes to be queued again. */
    enum Return {
        RELEASE,
        RETRY,
        RESUME,
        REQUEUE
    }

    @ParameterizedTest
    @EnumSource
    void taskThatComesBackIsReadySinceItsReturn(Return how) {
        enqueue(spec(createRun(), "t").maxAttempts(how == Return.REQUEUE ? 1 : 2));
        clock.advanceMillis(1_000);
        Claim claim = take("t");
        clock.advanceMillis(1_000);

        bring(how, claim);
        clock.advanceMillis(7);

        assertThat(stats().oldestReadyAgeMs()).contains(7L);
        assertThat(numbers(stats())).containsExactly(1, 0, 0, 0, 0, 0);
    }

    private void bring(Return how, Claim claim) {
        switch (how) {
            case RELEASE ->
                orchestrator.releaseTask(
                        ReleaseTaskRequest.builder(claim.lease()).build());
            case RETRY -> failRetryably(claim, "once");
            case RESUME -> resume(pause(claim, PauseStatus.BLOCKED));
            case REQUEUE -> {
                failRetryably(claim, "once");
                orchestrator.requeueDeadTask(RequeueDeadTaskRequest.builder("t").build());
            }
        }
    }

    @Test
    void theOldestIsNotTheOneWithTheHighestPriority() {
        Run run = createRun();
        enqueue(spec(run, "old").priority(-5));
        clock.advanceMillis(40);
        enqueue(spec(run, "new").priority(5));
        clock.advanceMillis(2);

        assertThat(stats().oldestReadyAgeMs()).contains(42L);
        assertThat(stats().byKind())
                .extracting(KindStats::oldestReadyAgeMs)
                .containsExactly(Optional.of(2L), Optional.of(42L));
    }

    @Test
    void ageIsNeverNegative() {
        add(createRun(), "t");
        clock.advanceMillis(-5_000);

        assertThat(numbers(stats())).containsExactly(1, 0, 0, 0, 0, 0);
        assertThat(stats().oldestReadyAgeMs()).contains(0L);
    }

    @Test
    void runsAreCountedByStatusUntilTheyArePruned() {
        createRun();
        add(createRun(), "active");
        add(createRun(), "waiting");
        pause(take("waiting"), PauseStatus.BLOCKED);
        add(createRun(), "completed");
        finish("completed");
        add(createRun(), "failed");
        fail(take("failed"), "for good");
        cancel(createRun());
        cancel(createRun());
        assertThat(stats().runsByStatus().values()).containsExactly(1, 1, 1, 1, 1, 2);

        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());

        assertThat(stats().runsByStatus())
                .isEqualTo(Map.of(
                        RunStatus.PENDING, 1,
                        RunStatus.ACTIVE, 1,
                        RunStatus.WAITING, 1,
                        RunStatus.COMPLETED, 0,
                        RunStatus.FAILED, 0,
                        RunStatus.CANCELLED, 0));
    }

    @Test
    void prunedDeadTasksAreForgotten() {
        enqueue(spec(createRun(), "dead").maxAttempts(1));
        enqueue(spec(createRun(CreateRunRequest.builder().keepOpen()), "kept").maxAttempts(1));
        bury("dead");
        bury("kept");
        assertThat(stats().dead()).isEqualTo(2);

        clock.advanceMillis(1);
        orchestrator.pruneRuns(PruneRunsRequest.builder(clock.instant()).build());

        assertThat(stats().byKind()).extracting(KindStats::kind).containsExactly("kept");
        assertThat(stats().dead()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void oneNamespaceIsCountedByItselfWhetherItIsNamedOrPinned(Face face) {
        Run left = createRun(CreateRunRequest.builder().namespace("left"));
        Run right = createRun(CreateRunRequest.builder().namespace("right"));
        createRun(CreateRunRequest.builder().namespace("right"));
        for (String kind : List.of("ready", "leased", "paused", "dead")) {
            enqueue(spec(left, kind).maxAttempts(1));
        }
        take("leased");
        pause(take("paused"), PauseStatus.WAITING_INPUT);
        bury("dead");
        add(right, "r");
        enqueue(spec(right, "later").delayMs(1));

        try (Orchestrator pinned =
                Orchestrator.builder(open(clock)).namespace("left").build()) {
            StatsResult own = stats(face.of(pinned));
            assertThat(numbers(own)).containsExactly(1, 0, 0, 1, 1, 1);
            assertThat(own.byKind()).extracting(KindStats::kind).containsExactly("dead", "leased", "paused", "ready");
            assertThat(own.runsByStatus().values()).containsExactly(0, 1, 0, 0, 0, 0);
            assertThat(named(face.of(pinned), "left")).isEqualTo(own);
            refused(ErrorCode.INVALID_ARGUMENT, () -> named(face.of(pinned), "right"));
            assertThat(named(face.of(orchestrator), "left")).isEqualTo(own);
        }
        assertThat(numbers(named(orchestrator, "right"))).containsExactly(1, 1, 0, 0, 0, 0);
        assertThat(numbers(named(orchestrator, "nobody"))).containsOnly(0);
        assertThat(numbers(stats())).containsExactly(2, 1, 0, 1, 1, 1);
        assertThat(stats().runsByStatus().values()).containsExactly(1, 2, 0, 0, 0, 0);
    }

    private static StatsResult named(Operations on, String namespace) {
        return on.getStats(GetStatsRequest.builder().namespace(namespace).build());
    }

    @Test
    void aTransactionCountsWhatItHasDone() {
        Run run = createRun();
        StatsResult inside = orchestrator.transaction(on -> {
            on.enqueueTask(spec(run, "t").build());
            return stats(on);
        });
        assertThat(inside).isEqualTo(stats());
        assertThat(inside.ready()).isOne();
    }

    @Test
    void ofMoreKindsThanAreShownAllAreCounted() {
        Run run = createRun();
        int kinds = Limits.MAX_KINDS_SHOWN + 1;
        orchestrator.transaction(on -> IntStream.range(0, kinds)
                .mapToObj(i -> on.enqueueTask(spec(run, "kind%04d".formatted(i)).build()))
                .toList());

        StatsResult stats = stats();

        assertThat(stats.ready()).isEqualTo(kinds);
        assertThat(stats.truncated()).isTrue();
        assertThat(stats.byKind())
                .extracting(KindStats::kind)
                .isSorted()
                .hasSize(Limits.MAX_KINDS_SHOWN)
                .startsWith("kind0000");
        take("kind0000");
        finish("kind0001");
        assertThat(stats().truncated()).isFalse();
        assertThat(numbers(stats())).containsExactly(kinds - 2, 0, 0, 1, 0, 0);
    }
}
