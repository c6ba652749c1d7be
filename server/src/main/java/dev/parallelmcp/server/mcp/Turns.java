package dev.parallelmcp.server.mcp;

import dev.parallelmcp.server.mcp.ToolHandler.Turn;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Lets the calls of one connection begin so that they take effect in the order of their lines. What waits is a future,
 * never a thread. For one thread, the one that reads.
 */
final class Turns {

    private final Executor workers;
    /** Complete when the next change may be queued: those before it are, or have ended. */
    private CompletableFuture<Void> queued = CompletableFuture.completedFuture(null);
    /** Complete when the changes so far have been answered. */
    private CompletableFuture<Void> answered = queued;

    Turns(Executor workers) {
        this.workers = workers;
    }

    /**
     * Has {@code work} done when it is the call's turn: here and now when it can be, if the call is one in line, else by a
     * worker.
     */
    void take(OpenCall call, Turn turn, Runnable work) {
        switch (turn) {
            case IN_LINE -> {
                queued = queued.thenRun(work);
                answered = CompletableFuture.allOf(answered, call.ended());
            }
            case ALONE -> {
                afterChanges(work);
                answered = call.ended();
                queued = answered;
            }
            case AFTER_CHANGES -> afterChanges(work);
        }
    }

    /** Nobody looks at what becomes of the work: it answers its call whatever happens. */
    private void afterChanges(Runnable work) {
        CompletionStage<Void> turn = answered;
        turn.thenRunAsync(work, workers);
    }
}
