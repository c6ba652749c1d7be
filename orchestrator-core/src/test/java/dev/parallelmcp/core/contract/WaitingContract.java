package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.waiting.Caller;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** What the contracts of waiting share: callers, and calls that are known to wait. */
public abstract class WaitingContract extends ObservingContract {

    /** Longer than any test takes. */
    protected static final long LONG_MS = 50_000;

    /** As good as over when it begins. */
    protected static final long SHORT_MS = 1;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    final void stopThreads() {
        threads.shutdownNow();
    }

    /** A call and who made it. */
    protected record Waiting<R>(CompletionStage<R> stage, Waiter caller) {

        R answer() {
            return Waiter.answer(stage);
        }

        boolean isAnswered() {
            return stage.toCompletableFuture().isDone();
        }
    }

    final Waiter caller() {
        return new Waiter(threads);
    }

    final ExecutorService threads() {
        return threads;
    }

    /** Makes a call that finds nothing yet and so waits. */
    protected final <R> Waiting<R> waiting(Function<Caller, CompletionStage<R>> call) {
        return waiting(threads, call);
    }

    protected static <R> Waiting<R> waiting(Executor executor, Function<Caller, CompletionStage<R>> call) {
        Waiter caller = new Waiter(executor);
        Waiting<R> waiting = new Waiting<>(call.apply(caller), caller);
        caller.awaitWaiting();
        return waiting;
    }

    protected final Waiting<ClaimResult> waitingClaim(String workerId, String... kinds) {
        return waitingClaim(orchestrator, claimOf(workerId, kinds));
    }

    protected final Waiting<ClaimResult> waitingClaim(Orchestrator on, ClaimNextTaskRequest.Builder request) {
        return waiting(
                caller -> on.waiting().claimNextTask(request.waitMs(LONG_MS).build(), caller));
    }

    protected static ClaimNextTaskRequest.Builder claimOf(String workerId, String... kinds) {
        return ClaimNextTaskRequest.builder(workerId).kinds(List.of(kinds));
    }

    protected static String taskOf(Waiting<ClaimResult> claim) {
        return claim.answer().claim().orElseThrow().task().id();
    }

    /** Waits for a condition, never for a time. */
    protected static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain");
            }
            Thread.onSpinWait();
        }
    }

    protected static void assertGoesOnWaiting(Waiting<?> waiting) {
        assertThat(waiting.isAnswered()).as("answered").isFalse();
    }
}
