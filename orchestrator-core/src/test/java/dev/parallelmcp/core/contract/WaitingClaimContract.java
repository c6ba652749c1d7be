package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.ClaimsResult;
import dev.parallelmcp.core.waiting.WithdrawnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Claims that wait: what ends them, and in which order they are served. */
public abstract class WaitingClaimContract extends WaitingContract {

    @Test
    void waitingClaimGetsTheTaskThatIsEnqueued() {
        Run run = createRun();
        Waiting<ClaimResult> claim = waitingClaim("w");

        Task task = enqueue(run, "a");

        assertThat(taskOf(claim)).isEqualTo(task.id());
        assertThat(claim.answer().claim().orElseThrow().lease().workerId()).isEqualTo("w");
    }

    @Test
    void waitingClaimGetsWhatAnotherUserOfTheStoreEnqueues() {
        Run run = createRun();
        Waiting<ClaimResult> claim = waitingClaim("w");

        try (Orchestrator other = Orchestrator.on(open(clock))) {
            other.enqueueTask(EnqueueTaskRequest.builder(run.id(), "a").id("t").build());
        }

        assertThat(taskOf(claim)).isEqualTo("t");
    }

    @Test
    void claimThatFindsATaskDoesNotWait() {
        Task task = enqueue(createRun(), "a");
        Waiter caller = caller();

        ClaimResult result = Waiter.answer(orchestrator
                .waiting()
                .claimNextTask(claimOf("w").waitMs(LONG_MS).build(), caller));

        assertThat(result.claim().orElseThrow().task().id()).isEqualTo(task.id());
        assertThat(caller.waits()).isZero();
    }

    @Test
    void waitThatBringsNothingEndsWithTheTimeToTheNextDueInstant() {
        enqueue(EnqueueTaskRequest.builder(createRun().id(), "later").delayMs(90_000));

        ClaimResult result =
                orchestrator.claimNextTask(claimOf("w").waitMs(SHORT_MS).build());

        assertThat(result).isEqualTo(new ClaimResult(Optional.empty(), Optional.of(90_000L), false));
    }

    @Test
    void waitingClaimGetsADelayedTaskWhenItsTimeHasCome() {
        Task task = enqueue(EnqueueTaskRequest.builder(createRun().id(), "a").delayMs(90_000));
        Waiting<ClaimResult> claim = waitingClaim("w");

        clock.advanceMillis(90_000);

        assertThat(taskOf(claim)).isEqualTo(task.id());
    }

    @Test
    void waitingClaimGetsATaskWhoseLeaseRunsOut() {
        Task task = enqueue(createRun(), "a");
        claimFor(1_000);
        Waiting<ClaimResult> claim = waitingClaim("w");

        clock.advanceMillis(1_000);

        assertThat(taskOf(claim)).isEqualTo(task.id());
    }

    @Test
    void waitingClaimGetsATaskWhoseDependencyIsCompleted() {
        Run run = createRun();
        Task first = enqueue(run, "a");
        Task second = enqueue(EnqueueTaskRequest.builder(run.id(), "b").dependsOnTaskIds(List.of(first.id())));
        Claim held = claim();
        Waiting<ClaimResult> claim = waitingClaim("w");

        complete(held);

        assertThat(taskOf(claim)).isEqualTo(second.id());
    }

    @Test
    void whatDoesNotMatchEndsNoWait() {
        Run run = createRun();
        Run other = createRun(CreateRunRequest.builder().namespace("elsewhere"));
        Waiting<ClaimResult> ofKind = waitingClaim("w", "wanted");
        Waiting<ClaimResult> ofRun =
                waitingClaim(orchestrator, ClaimNextTaskRequest.builder("w").runId(run.id()));
        Waiting<ClaimResult> ofNamespace = waitingClaim(
                orchestrator,
                ClaimNextTaskRequest.builder("w").namespace("default").kinds(List.of("other")));
        Task foreign = enqueue(other, "other");

        Task match = enqueue(EnqueueTaskRequest.builder(run.id(), "wanted").priority(1));

        // Whoever came first of those whom the task suits.
        assertThat(taskOf(ofKind)).isEqualTo(match.id());
        assertGoesOnWaiting(ofRun);
        assertGoesOnWaiting(ofNamespace);
        assertThat(claim().task().id()).isEqualTo(foreign.id());
    }

    @RepeatedTest(5)
    void waitingClaimsAreServedInTheOrderOfTheirComing() {
        Run run = createRun();
        List<Waiting<ClaimResult>> claims = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            // Lines of three sorts, all of which the tasks suit.
            claims.add(
                    switch (i % 3) {
                        case 0 -> waitingClaim("w" + i);
                        case 1 -> waitingClaim("w" + i, "a");
                        default -> waitingClaim("w" + i, "a", "b");
                    });
        }
        for (Waiting<ClaimResult> claim : claims) {
            Task task = enqueue(run, "a");
            assertThat(taskOf(claim)).isEqualTo(task.id());
        }
    }

    /** Several fetch at once when many were served; then what comes after one has found nothing is still his. */
    @Test
    void whoFindsNothingIsNotOvertakenByWhoFetchesBehindHim() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        List<Waiting<ClaimResult>> served = List.of(waitingClaim("a"), waitingClaim("b"), waitingClaim("c"));
        orchestrator.transaction(operations -> served.stream()
                .map(claim -> operations.enqueueTask(
                        EnqueueTaskRequest.builder(run.id(), "k").build()))
                .toList());
        served.forEach(WaitingContract::taskOf);

        Waiting<ClaimResult> first = waitingClaim("first");
        AtomicBoolean between = new AtomicBoolean();
        Waiter second = new Waiter(work -> {
            if (between.compareAndSet(true, false)) {
                // Takes effect behind the claim of this one, which is queued, and before that of the next.
                orchestrator.submit(
                        operations -> operations.enqueueTask(EnqueueTaskRequest.builder(run.id(), "k")
                                .id("late")
                                .build()),
                        threads());
            }
            threads().execute(work);
        });
        CompletionStage<ClaimResult> behind = orchestrator
                .waiting()
                .claimNextTask(claimOf("second").waitMs(LONG_MS).build(), second);
        second.awaitWaiting();
        Waiting<ClaimResult> third = waitingClaim("third");
        between.set(true);

        Task task = enqueue(run, "k");

        assertThat(taskOf(first)).isEqualTo(task.id());
        assertThat(Waiter.answer(behind).claim().orElseThrow().task().id()).isEqualTo("late");
        assertGoesOnWaiting(third);
    }

    @Test
    void manyTasksAtOnceServeManyWhoWait() {
        Run run = createRun();
        List<Waiting<ClaimResult>> claims = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            claims.add(waitingClaim("w" + i));
        }
        orchestrator.transaction(operations -> {
            for (int i = 0; i < 49; i++) {
                operations.enqueueTask(EnqueueTaskRequest.builder(run.id(), "a").build());
            }
            return null;
        });

        assertThat(claims.subList(0, 49).stream().map(WaitingContract::taskOf)).doesNotHaveDuplicates();
        assertGoesOnWaiting(claims.get(49));
    }

    @Test
    void whoComesLaterStandsBehindThoseWhoWait() {
        Run run = createRun();
        Waiting<ClaimResult> first = waitingClaim("first");
        Waiter second = caller();
        CompletionStage<ClaimResult> behind = orchestrator
                .waiting()
                .claimNextTask(claimOf("second").waitMs(LONG_MS).build(), second);
        second.awaitWaiting();

        Task one = enqueue(run, "a");
        Task two = enqueue(run, "a");

        assertThat(taskOf(first)).isEqualTo(one.id());
        assertThat(Waiter.answer(behind).claim().orElseThrow().task().id()).isEqualTo(two.id());
    }

    @Test
    void waitingBatchTakesAllThatHasComeWhenItIsItsTurn() {
        Run run = createRun();
        Waiting<ClaimResult> first = waitingClaim("first");
        Waiting<ClaimsResult> batch = waiting(caller -> orchestrator
                .waiting()
                .claimTasks(
                        ClaimTasksRequest.builder("batch", 10).waitMs(LONG_MS).build(), caller));
        Waiting<ClaimResult> last = waitingClaim("last");

        orchestrator.transaction(operations -> {
            for (String id : List.of("a", "b", "c", "d")) {
                operations.enqueueTask(
                        EnqueueTaskRequest.builder(run.id(), "k").id(id).build());
            }
            return null;
        });

        assertThat(taskOf(first)).isEqualTo("a");
        assertThat(batch.answer().claims())
                .extracting(claim -> claim.task().id())
                .containsExactly("b", "c", "d");
        assertGoesOnWaiting(last);
    }

    @Test
    void waitingBatchThatBringsNothingEndsWithTheTimeToTheNextDueInstant() {
        enqueue(EnqueueTaskRequest.builder(createRun().id(), "later").delayMs(90_000));

        assertThat(orchestrator.claimTasks(
                        ClaimTasksRequest.builder("w", 2).waitMs(SHORT_MS).build()))
                .isEqualTo(new ClaimsResult(List.of(), Optional.of(90_000L), false, false));
    }

    @Test
    void repeatedClaimIsAnsweredAtOnceThoughOthersWait() {
        enqueue(createRun(), "a");
        ClaimNextTaskRequest request =
                claimOf("w").clientToken("token").waitMs(LONG_MS).build();
        ClaimResult original = orchestrator.claimNextTask(request);
        Waiting<ClaimResult> other = waitingClaim("other");

        ClaimResult repeated = orchestrator.claimNextTask(request);

        assertThat(repeated.replayed()).isTrue();
        assertThat(repeated.claim()).isEqualTo(original.claim());
        assertGoesOnWaiting(other);
    }

    @Test
    void tokenIsForTheCallHoweverLongItWaits() {
        Run run = createRun();
        Waiting<ClaimResult> claim = waitingClaim(orchestrator, claimOf("w").clientToken("token"));
        Task task = enqueue(run, "a");
        assertThat(taskOf(claim)).isEqualTo(task.id());

        ClaimResult repeated =
                orchestrator.claimNextTask(claimOf("w").clientToken("token").build());

        assertThat(repeated.replayed()).isTrue();
        assertThat(repeated.claim().orElseThrow().task().id()).isEqualTo(task.id());
    }

    @Test
    void wrongClaimIsRefusedAtOnceThoughOthersWait() {
        waitingClaim("other");

        assertThat(refused(() -> orchestrator.claimNextTask(
                                claimOf("w").runId("nobody").waitMs(LONG_MS).build()))
                        .code())
                .isEqualTo(ErrorCode.RECORD_NOT_FOUND);
    }

    @Test
    void waitThatIsCutShortEndsAsIfItsTimeWereOver() {
        Waiting<ClaimResult> claim = waitingClaim("w");

        claim.caller().cut();

        assertThat(claim.answer()).isEqualTo(new ClaimResult(Optional.empty(), Optional.empty(), false));
    }

    @Test
    void waitThatWasCutShortBeforeItBeganEndsAtOnce() {
        Waiter caller = caller();
        caller.cut();

        ClaimResult result = Waiter.answer(orchestrator
                .waiting()
                .claimNextTask(claimOf("w").waitMs(LONG_MS).build(), caller));

        assertThat(result.claim()).isEmpty();
    }

    @Test
    void waitForATaskOfARunThatIsPrunedIsRefused() {
        Run run = createRun();
        Waiting<ClaimResult> claim = waitingClaim(orchestrator, claimOf("w").runId(run.id()));
        orchestrator.cancelRun(CancelRunRequest.builder(run.id()).build());
        orchestrator.pruneRuns(
                PruneRunsRequest.builder(clock.instant().plusSeconds(1)).build());

        claim.caller().cut();

        assertThatThrownBy(claim::answer)
                .isInstanceOfSatisfying(
                        OrchestratorException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND));
    }

    @Test
    void claimThatIsNotWantedAnyMoreTakesNothing() {
        Run run = createRun();
        Waiting<ClaimResult> claim = waitingClaim("gone");
        claim.caller().withdraw();

        Task task = enqueue(run, "a");

        assertThatThrownBy(claim::answer).isInstanceOf(WithdrawnException.class);
        assertThat(claim().task().id()).isEqualTo(task.id());
    }

    @Test
    void taskThatSomebodyElseTookIsWaitedForAgain() {
        Run run = createRun(CreateRunRequest.builder().keepOpen());
        Waiting<ClaimResult> claim = waitingClaim("w");
        // Who does not wait races with the one who does: in time each has won and lost.
        while (!claim.isAnswered()) {
            enqueue(run, "a");
            tryClaim().ifPresent(this::complete);
        }

        Task taken = claim.answer().claim().orElseThrow().task();
        assertThat(tasksOf(run))
                .filteredOn(task -> task.status() != TaskStatus.COMPLETED)
                .extracting(Task::id)
                .containsExactly(taken.id());
    }

    @Test
    void callerWhoCannotWaitIsRefused() {
        Waiter caller = caller();
        caller.refuseToWait();

        assertThatThrownBy(() -> Waiter.answer(orchestrator
                        .waiting()
                        .claimNextTask(claimOf("w").waitMs(LONG_MS).build(), caller)))
                .isInstanceOfSatisfying(OrchestratorException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
                    assertThat(refusal.retryable()).isTrue();
                });
    }

    @Test
    void insideATransactionNothingWaits() {
        ClaimResult result = orchestrator.transaction(operations ->
                operations.claimNextTask(claimOf("w").waitMs(LONG_MS).build()));

        assertThat(result.claim()).isEmpty();
    }
}
