package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.result.ClaimsResult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several tasks are claimed in one call as they would be by so many calls in a row. */
public abstract class ClaimBatchContract extends NamedTaskContract {

    private ClaimsResult claimUpTo(int max) {
        return orchestrator.claimTasks(ClaimTasksRequest.builder("worker", max).build());
    }

    private static List<String> taskIds(ClaimsResult result) {
        return result.claims().stream().map(claim -> claim.task().id()).toList();
    }

    @Test
    void eachClaimHasItsOwnAttemptLeaseAndEventInTheOrderOfClaiming() {
        Run run = createRun();
        add(run, "a");
        enqueue(spec(run, "b").priority(1));
        add(run, "c");
        add(run, "d");
        long mark = mark();

        ClaimsResult result = claimUpTo(3);

        assertThat(taskIds(result)).containsExactly("b", "a", "c");
        assertThat(result.retryAfterMs()).isEmpty();
        assertThat(result.truncated()).isFalse();
        assertThat(result.replayed()).isFalse();
        assertThat(told(mark)).containsExactly("task.claimed b", "task.claimed a", "task.claimed c");
        assertThat(result.claims())
                .extracting(claim -> claim.lease().fencingToken())
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(result.claims()).allSatisfy(claim -> {
            assertThat(claim.task()).isEqualTo(task(claim.task().id()));
            assertThat(claim.task().status()).isEqualTo(TaskStatus.LEASED);
            assertThat(claim.task().leaseId()).contains(claim.lease().id());
            assertThat(attempts(claim.task().id())).containsExactly(claim.attempt());
            assertThat(claim.attempt().status()).isEqualTo(AttemptStatus.LEASED);
            assertThat(claim.run()).isEqualTo(run(run.id()));
        });
        assertThat(result.claims())
                .extracting(Claim::lease)
                .extracting(Lease::id)
                .doesNotHaveDuplicates();
        assertThat(result.claims())
                .extracting(Claim::attempt)
                .extracting(Attempt::id)
                .doesNotHaveDuplicates();
        assertThat(view(run).taskCounts()).containsEntry(TaskStatus.LEASED, 3).containsEntry(TaskStatus.QUEUED, 1);
    }

    @Test
    void fewerReadyTasksThanAskedForAreAllClaimed() {
        Run run = createRun();
        add(run, "a");
        add(run, "behind", "a");
        assertThat(taskIds(claimUpTo(100))).containsExactly("a");
    }

    @Test
    void claimOfNothingChangesNothingAndTellsWhenToAskAgain() {
        enqueue(spec(createRun(), "later").delayMs(5_000));
        clock.advanceMillis(1_000);
        changesNothing(() -> {
            ClaimsResult result = claimUpTo(10);
            assertThat(result.claims()).isEmpty();
            assertThat(result.retryAfterMs()).contains(4_000L);
        });
    }

    @Test
    void whatHasBecomeDueIsClaimedInTheSameCall() {
        Run run = createRun();
        int tasks = Limits.DUE_BATCH_ITEMS + 20;
        orchestrator.transaction(on -> IntStream.range(0, tasks)
                .mapToObj(i -> on.enqueueTask(spec(run, "t" + i).delayMs(1_000).build()))
                .toList());
        clock.advanceMillis(1_000);

        assertThat(claimUpTo(100).claims()).hasSize(100);
        assertThat(claimUpTo(100).claims()).hasSize(20);
    }

    @Test
    void whatBecameDueAfterAHundredOthersIsClaimedInTheSameCall() {
        Run run = createRun();
        orchestrator.transaction(on -> IntStream.rangeClosed(0, 2 * Limits.DUE_BATCH_ITEMS)
                .mapToObj(i ->
                        on.enqueueTask(spec(run, "early").id("t" + i).delayMs(i).build()))
                .toList());
        enqueue(spec(run, "late").delayMs(1_000));
        clock.advanceMillis(1_000);

        ClaimsResult result = orchestrator.claimTasks(
                ClaimTasksRequest.builder("worker", 5).kinds(List.of("late")).build());

        assertThat(taskIds(result)).containsExactly("late");
    }

    @Test
    void leaseThatRanOutIsClaimedAgainAmongOthers() {
        Run run = createRun();
        add(run, "lost");
        Claim lost = take("lost");
        add(run, "new");
        clock.advanceMillis(60_000);

        ClaimsResult result = claimUpTo(2);

        assertThat(taskIds(result)).containsExactly("lost", "new");
        assertThat(result.claims().get(0).attempt().number()).isEqualTo(2);
        refused(ErrorCode.LEASE_CONFLICT, () -> complete(lost));
    }

    @Test
    void onlyWhatIsAskedForIsClaimed() {
        Run run = createRun();
        Run other = createRun();
        Run elsewhere = createRun(CreateRunRequest.builder().namespace("left"));
        add(run, "a");
        add(run, "b");
        add(other, "c");
        add(elsewhere, "d");

        assertThat(taskIds(orchestrator.claimTasks(
                        ClaimTasksRequest.builder("worker", 9).namespace("left").build())))
                .containsExactly("d");
        assertThat(taskIds(orchestrator.claimTasks(ClaimTasksRequest.builder("worker", 9)
                        .runId(run.id())
                        .kinds(List.of("b", "c"))
                        .build())))
                .containsExactly("b");
        ClaimsResult rest = orchestrator.claimTasks(
                ClaimTasksRequest.builder("worker", 9).leaseMs(7_000).build());
        assertThat(taskIds(rest)).containsExactly("a", "c");
        assertThat(rest.claims())
                .allSatisfy(claim -> assertThat(claim.lease().expiresAt())
                        .isEqualTo(clock.instant().plusMillis(7_000)));
    }

    @Test
    void claimsOfSeveralRunsCountInEach() {
        Run one = createRun();
        Run two = createRun();
        add(one, "a");
        add(two, "b");
        claimUpTo(2);
        for (Run run : List.of(one, two)) {
            assertThat(view(run).taskCounts()).containsEntry(TaskStatus.LEASED, 1);
            assertThat(status(run)).isEqualTo(RunStatus.ACTIVE);
        }
    }

    @Test
    void unknownRunIsRefused() {
        refused(
                ErrorCode.RECORD_NOT_FOUND,
                () -> orchestrator.claimTasks(
                        ClaimTasksRequest.builder("worker", 2).runId("run_none").build()));
    }

    @Test
    void tasksOfACancelledRunAreNotClaimed() {
        Run run = createRun();
        add(run, "a");
        orchestrator.cancelRun(CancelRunRequest.builder(run.id()).build());
        assertThat(claimUpTo(2).claims()).isEmpty();
    }

    /** What is claimed has to be told, so no more is claimed than can be. */
    @Test
    void noMoreIsClaimedThanAReplyCanHold() {
        Run run = createRun();
        Json large = Json.of("\"" + "x".repeat(1_000_000) + "\"");
        orchestrator.transaction(on -> IntStream.range(0, 10)
                .mapToObj(i -> on.enqueueTask(spec(run, "t" + i).input(large).build()))
                .toList());
        long mark = mark();

        ClaimsResult first = claimUpTo(10);

        // A reply carries each twice.
        assertThat(first.claims()).hasSize(4);
        assertThat(first.truncated()).isTrue();
        assertThat(log(mark)).hasSize(4).allMatch(event -> event.eventType() == EventType.TASK_CLAIMED);
        assertThat(taskIds(claimUpTo(10))).containsExactly("t4", "t5", "t6", "t7");
        ClaimsResult last = claimUpTo(10);
        assertThat(taskIds(last)).containsExactly("t8", "t9");
        assertThat(last.truncated()).isFalse();
    }

    @Test
    void metadataOfTheRunTakesUpRoomWithEveryClaim() {
        Json large = Json.of("{\"x\":\"" + "x".repeat(1_000_000) + "\"}");
        Run run = createRun(CreateRunRequest.builder().metadata(large));
        for (int i = 0; i < 5; i++) {
            add(run, "t" + i);
        }
        ClaimsResult result = claimUpTo(5);
        assertThat(result.claims()).hasSize(4);
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void oneTaskThatIsLargerThanAReplyIsClaimedByItself() {
        restart(OrchestratorOptions.DEFAULT.withMaxPayloadBytes(Limits.HIGHEST_MAX_PAYLOAD_BYTES));
        Run run = createRun();
        Json huge = Json.of("\"" + "x".repeat(9_000_000) + "\"");
        Task first = enqueue(spec(run, "first").input(huge));
        add(run, "second");

        ClaimsResult result = claimUpTo(2);

        assertThat(taskIds(result)).containsExactly(first.id());
        assertThat(result.truncated()).isTrue();
    }
}
