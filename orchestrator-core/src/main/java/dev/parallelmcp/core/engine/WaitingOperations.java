package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.request.WaitForRunRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.ClaimsResult;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.model.result.WaitForRunResult;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.waiting.Awaited;
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.core.waiting.Desk;
import dev.parallelmcp.core.waiting.Stages;
import dev.parallelmcp.core.waiting.Turn;
import dev.parallelmcp.core.waiting.WaitingRoom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The operations that wait, for callers who have better use for their threads. Each does what the method of the same name
 * in {@link Operations} does, and waits for at most the request's {@code waitMs} without holding a thread, a connection or
 * the store's writer. Changes of other processes are noticed within milliseconds, those of this one at once.
 *
 * <p>Waiting claims are served in the order of their coming. A stage completes on the caller's executor; a refusal fails it
 * with the {@link dev.parallelmcp.core.error.OrchestratorException} that the operation throws, one that the caller does
 * not want any more with a {@link dev.parallelmcp.core.waiting.WithdrawnException}. LIMIT_EXCEEDED when the caller cannot
 * let the call wait.
 *
 * <p>Thread-safe. What one thread claims takes effect in the order of its calls, as far as it does not wait.
 */
public final class WaitingOperations {

    private final Transactor transactor;
    private final WaitingRoom room;
    private final Desk claims = new Desk();

    WaitingOperations(Transactor transactor, WaitingRoom room) {
        this.transactor = transactor;
        this.room = room;
    }

    /** As {@link Operations#claimNextTask}. */
    public CompletionStage<ClaimResult> claimNextTask(ClaimNextTaskRequest request, Caller caller) {
        return claim(TransactionOperations.CLAIM_NEXT_TASK, request, caller);
    }

    /** As {@link Operations#claimTasks}. */
    public CompletionStage<ClaimsResult> claimTasks(ClaimTasksRequest request, Caller caller) {
        return claim(TransactionOperations.CLAIM_TASKS, request, caller);
    }

    private <Q extends ClaimRequest, R> CompletionStage<R> claim(ClaimUseCase<Q, R> useCase, Q request, Caller caller) {
        long waitMs = request.waitMs().orElse(0L);
        if (waitMs == 0) {
            return change(operations -> operations.change(useCase, request), caller);
        }
        AwaitedClaim<R> claim = new AwaitedClaim<>(
                transactor,
                claims,
                new ClaimFilter(request.namespace(), request.runId(), request.kinds()),
                turn -> change(operations -> inTurn(turn, operations, useCase, request), caller),
                useCase::nothing);
        // Behind those who are waiting: a claim at once could take what has just come for them.
        CompletionStage<Optional<R>> first = room.someoneWaitsAt(claims)
                ? change(operations -> operations.claimedBefore(useCase, request), caller)
                : claim.fetch(new Turn());
        return orWait(first, claim, caller, waitMs);
    }

    /** Inside the transaction, so that it is settled in the order in which the claims take effect. */
    private static <Q extends ClaimRequest, R> Optional<R> inTurn(
            Turn turn, TransactionOperations operations, ClaimUseCase<Q, R> useCase, Q request) {
        if (turn.isOver()) {
            return Optional.empty();
        }
        Optional<R> claimed = Optional.of(operations.change(useCase, request)).filter(useCase::claimed);
        if (claimed.isEmpty()) {
            turn.end();
        }
        return claimed;
    }

    /** As {@link Operations#listEventsSince}. */
    public CompletionStage<EventPage> listEventsSince(ListEventsSinceRequest request, Caller caller) {
        return fetchOrWait(
                new AwaitedEvents(transactor, request, caller),
                caller,
                request.waitMs().orElse(0L));
    }

    /** As {@link Operations#waitForRun}; the caller is told how many of the run's tasks have ended, and of how many. */
    public CompletionStage<WaitForRunResult> waitForRun(WaitForRunRequest request, Caller caller) {
        return fetchOrWait(
                new AwaitedRun(transactor, request, caller),
                caller,
                request.waitMs().orElse(Limits.DEFAULT_RUN_WAIT_MILLIS));
    }

    private <R> CompletionStage<R> fetchOrWait(Awaited<R> awaited, Caller caller, long waitMs) {
        return waitMs == 0
                ? Stages.supply(awaited::nothing, caller.executor())
                : orWait(awaited.fetch(new Turn()), awaited, caller, waitMs);
    }

    /** Where the event log ends now: a cursor for those who wait for what is new. Blocks while the database works. */
    public long endOfEvents() {
        return transactor.read(tx -> tx.events().end());
    }

    private <R> CompletionStage<R> orWait(
            CompletionStage<Optional<R>> first, Awaited<R> awaited, Caller caller, long waitMs) {
        return first.thenCompose(found -> found.<CompletionStage<R>>map(CompletableFuture::completedStage)
                .orElseGet(() -> room.enter(awaited, caller, Duration.ofMillis(waitMs))));
    }

    private <R> CompletionStage<R> change(Function<TransactionOperations, R> change, Caller caller) {
        return transactor.submit(
                operations -> {
                    caller.requireWanted();
                    return change.apply(operations);
                },
                caller.executor());
    }
}
