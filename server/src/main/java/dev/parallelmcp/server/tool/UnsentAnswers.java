package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of effects whose answer nobody gets. Most stand: a task that is completed is completed. But a claim that
 * nobody hears of would only keep its task from the next worker, so it is given back, attempt and all.
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
        return () -> answer instanceof ClaimResult result ? giveBack(result, executor) : nothing();
    }

    /** A repeated call answers a claim that somebody may long be working on; only a new one is nobody's yet. */
    private CompletionStage<?> giveBack(ClaimResult result, Executor executor) {
        Optional<Claim> claim = result.replayed() ? Optional.empty() : result.claim();
        if (claim.isEmpty()) {
            return nothing();
        }
        ReleaseTaskRequest release =
                ReleaseTaskRequest.builder(claim.get().lease()).reason(REASON).build();
        return orchestrator
                .submit(operations -> operations.releaseTask(release), executor)
                .handle((released, failure) -> unlessGone(failure));
    }

    private static @Nullable Void unlessGone(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null || (cause instanceof OrchestratorException e && ALREADY_GONE.contains(e.code()))) {
            return null;
        }
        throw new CompletionException(cause);
    }

    private static CompletionStage<?> nothing() {
        return CompletableFuture.completedStage(null);
    }
}
