package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.ClaimsResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of effects whose answer nobody gets. Most stand: a task that is completed is completed. But claims that
 * nobody hears of would only keep their tasks from other workers, so they are given back, attempts and all.
 */
final class UnsentAnswers {

    private static final String REASON = "the answer to the claim was not sent";

    /** The task has left the lease by itself meanwhile. */
    private static final Set<ErrorCode> ALREADY_GONE = Set.of(
            ErrorCode.LEASE_EXPIRED, ErrorCode.LEASE_CONFLICT, ErrorCode.TASK_CANCELLED, ErrorCode.RECORD_NOT_FOUND);

    private final Orchestrator orchestrator;

    UnsentAnswers(Orchestrator orchestrator) {
        this.orchestrator = orchestrator;
    }

    /** What to do when this answer is not sent. */
    Supplier<CompletionStage<?>> undo(Record answer, Executor executor) {
        return () -> giveBack(newClaims(answer), executor);
    }

    /** A repeated call answers a claim that somebody may long be working on; only a new one is nobody's yet. */
    private static List<Claim> newClaims(Record answer) {
        if (answer instanceof ClaimResult result && !result.replayed()) {
            return result.claim().stream().toList();
        }
        return answer instanceof ClaimsResult result && !result.replayed() ? result.claims() : List.of();
    }

    /** All in one transaction; where one of them is refused, which takes the others along, each in its own. */
    private CompletionStage<?> giveBack(List<Claim> claims, Executor executor) {
        if (claims.isEmpty()) {
            return nothing();
        }
        if (claims.size() == 1) {
            return release(claims, executor).handle((released, failure) -> unlessGone(failure));
        }
        return release(claims, executor)
                .handle((released, failure) -> isGone(failure) ? giveBackOneByOne(claims, executor) : over(failure))
                .thenCompose(next -> next);
    }

    private CompletionStage<?> giveBackOneByOne(List<Claim> claims, Executor executor) {
        return CompletableFuture.allOf(claims.stream()
                .map(claim -> giveBack(List.of(claim), executor).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private CompletionStage<?> release(List<Claim> claims, Executor executor) {
        List<ReleaseTaskRequest> releases = claims.stream()
                .map(claim ->
                        ReleaseTaskRequest.builder(claim.lease()).reason(REASON).build())
                .toList();
        return orchestrator.submit(
                operations -> releases.stream().map(operations::releaseTask).toList(), executor);
    }

    private static CompletionStage<?> over(@Nullable Throwable failure) {
        return failure == null ? nothing() : CompletableFuture.failedStage(failure);
    }

    private static boolean isGone(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof OrchestratorException e && ALREADY_GONE.contains(e.code());
    }

    private static @Nullable Void unlessGone(@Nullable Throwable failure) {
        if (failure == null || isGone(failure)) {
            return null;
        }
        throw failure instanceof CompletionException e ? e : new CompletionException(failure);
    }

    private static CompletionStage<?> nothing() {
        return CompletableFuture.completedStage(null);
    }
}
