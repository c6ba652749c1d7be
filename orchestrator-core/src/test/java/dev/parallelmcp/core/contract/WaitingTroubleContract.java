package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Claims that wait where something goes wrong: for the one who waits, for its executor, or for all. */
public abstract class WaitingTroubleContract extends WaitingContract {

    @Test
    void callerOfManyCallsKeepsNothingOfThoseThatHaveEnded() {
        Waiter caller = caller();
        for (int i = 0; i < 20; i++) {
            Waiter.answer(orchestrator
                    .waiting()
                    .claimNextTask(claimOf("w").waitMs(SHORT_MS).build(), caller));
        }

        // Asked by another thread than the one that answers.
        await(() -> caller.listeners() == 0);
    }

    @Test
    void whoseExecutorIsHeldUpHoldsUpNobodyElse() {
        Run run = createRun();
        HeldUp executor = new HeldUp();
        Waiting<ClaimResult> first =
                waiting(executor, caller -> orchestrator.waiting().claimNextTask(longClaim("first"), caller));
        executor.holdUp();
        List<Waiting<ClaimResult>> others = List.of(waitingClaim("second"), waitingClaim("third", "a"));

        Task one = enqueue(run, "a");
        enqueue(run, "a");
        enqueue(run, "a");

        assertThat(others.stream().map(WaitingContract::taskOf))
                .doesNotHaveDuplicates()
                .doesNotContain(one.id());
        assertGoesOnWaiting(first);
        executor.goOn();
        assertThat(taskOf(first)).isEqualTo(one.id());
    }

    @Test
    void whoCannotGoOnWaitingIsToldThatThereIsNothing() {
        Waiting<ClaimResult> claim = waitingClaim("w", "a");
        claim.caller().refuseToWait();

        giveBackATaskOfAnotherKind();

        assertThat(claim.answer().claim()).isEmpty();
    }

    @Test
    void waitThatIsCutShortWhileItClaimsInVainEndsThen() {
        HeldUp executor = new HeldUp();
        Waiting<ClaimResult> claim =
                waiting(executor, caller -> orchestrator.waiting().claimNextTask(longClaim("w", "a"), caller));
        executor.holdUp();
        giveBackATaskOfAnotherKind();
        await(executor::isAsked);

        claim.caller().cut();

        assertGoesOnWaiting(claim);
        executor.goOn();
        assertThat(claim.answer().claim()).isEmpty();
    }

    @Test
    void closingTakesNothingFromWhoHasClaimed() {
        HeldUp executor = new HeldUp();
        Waiting<ClaimResult> claim =
                waiting(executor, caller -> orchestrator.waiting().claimNextTask(longClaim("w"), caller));
        executor.holdUp();
        Task task = enqueue(createRun(), "a");
        await(executor::isAsked);

        orchestrator.close();

        assertGoesOnWaiting(claim);
        executor.goOn();
        assertThat(taskOf(claim)).isEqualTo(task.id());
    }

    @Test
    void closingEndsTheWaitOfWhoClaimsInVain() {
        HeldUp executor = new HeldUp();
        Waiting<ClaimResult> claim =
                waiting(executor, caller -> orchestrator.waiting().claimNextTask(longClaim("w", "a"), caller));
        executor.holdUp();
        giveBackATaskOfAnotherKind();
        await(executor::isAsked);

        orchestrator.close();
        executor.goOn();

        assertThatThrownBy(claim::answer)
                .isInstanceOfSatisfying(
                        OrchestratorException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void whoseExecutorFailsDisturbsNobodyElse() {
        Waiting<ClaimResult> cut =
                waiting(new BreakingDown(), caller -> orchestrator.waiting().claimNextTask(longClaim("cut"), caller));
        Waiting<ClaimResult> over = waiting(
                new BreakingDown(),
                caller -> orchestrator
                        .waiting()
                        .claimNextTask(claimOf("over").waitMs(SHORT_MS).build(), caller));
        Waiting<ClaimResult> served = waiting(
                new BreakingDown(), caller -> orchestrator.waiting().claimNextTask(longClaim("served"), caller));
        Waiting<ClaimResult> other = waitingClaim("other");

        cut.caller().cut();

        assertThatThrownBy(cut::answer).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(over::answer).hasRootCauseInstanceOf(OutOfMemoryError.class);
        Task task = enqueue(createRun(), "a");
        assertThatThrownBy(served::answer).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(taskOf(other)).isEqualTo(task.id());
    }

    @Test
    void nothingIsMissedWhenTheThreadThatWatchesIsInterrupted() {
        Run run = createRun();
        for (int i = 0; i < 20; i++) {
            Waiting<ClaimResult> claim = waitingClaim("w");
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("parallel-mcp-waiting"))
                    .forEach(Thread::interrupt);
            Task task = enqueue(run, "a");
            assertThat(taskOf(claim)).isEqualTo(task.id());
        }
    }

    @Test
    void closingFailsThoseWhoWait() {
        Waiting<ClaimResult> claim = waitingClaim("w");

        orchestrator.close();

        assertThatThrownBy(claim::answer)
                .isInstanceOfSatisfying(
                        OrchestratorException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void interruptedThreadGetsItsAnswerAndItsInterruption() {
        Thread.currentThread().interrupt();

        ClaimResult result =
                orchestrator.claimNextTask(claimOf("w").waitMs(LONG_MS).build());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.claim()).isEmpty();
    }

    @Test
    void callOfTheOrchestratorItselfDoesNotWaitInsideATransaction() {
        assertThatThrownBy(() -> orchestrator.transaction(operations -> orchestrator.claimNextTask(longClaim("w"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void delayedTaskComesInTimeThoughAClaimWasInVainJustBefore() {
        Run run = createRun();
        Task delayed = enqueue(EnqueueTaskRequest.builder(run.id(), "a").delayMs(90_000));
        Waiting<ClaimResult> claim = waitingClaim("w", "a");
        giveBackATaskOfAnotherKind();
        await(() -> claim.caller().waits() > 1);

        clock.advanceMillis(89_000);

        assertThat(taskOf(claim)).isEqualTo(delayed.id());
    }

    /** Which is worth a claim by whoever waits, as it applies what is due, but in vain for those of other kinds. */
    private void giveBackATaskOfAnotherKind() {
        enqueue(createRun(), "b");
        claimFor(1_000);
        clock.advanceMillis(1_000);
    }

    private static ClaimNextTaskRequest longClaim(String workerId, String... kinds) {
        return claimOf(workerId, kinds).waitMs(LONG_MS).build();
    }

    /** Does nothing for as long as it is held up, as the thread of one who does not read. Thread-safe. */
    private static final class HeldUp implements Executor {
        private final Queue<Runnable> work = new ArrayDeque<>();
        private boolean heldUp;

        @Override
        public synchronized void execute(Runnable next) {
            if (heldUp) {
                work.add(next);
            } else {
                next.run();
            }
        }

        synchronized void holdUp() {
            heldUp = true;
        }

        synchronized boolean isAsked() {
            return !work.isEmpty();
        }

        synchronized void goOn() {
            heldUp = false;
            work.forEach(Runnable::run);
        }
    }

    /** Does one work, that of the claim that begins to wait, and fails with every other. Thread-safe. */
    private static final class BreakingDown implements Executor {
        private final AtomicBoolean broken = new AtomicBoolean();

        @Override
        public void execute(Runnable work) {
            if (broken.getAndSet(true)) {
                throw new OutOfMemoryError("no thread");
            }
            work.run();
        }
    }
}
