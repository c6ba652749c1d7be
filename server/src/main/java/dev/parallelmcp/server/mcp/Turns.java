package dev.parallelmcp.server.mcp;

import dev.parallelmcp.server.mcp.ToolHandler.Turn;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the calls of one connection begin so that they take effect in the order of their lines. What waits is a future,
 * never a thread. For one thread, the one that reads.
 */
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Executor workers;
    /** Complete when the last greeting has been answered. */
    private CompletableFuture<Void> greeted = DONE;
    /** Complete when the next change may be queued, but for the reads before it: the changes before it are, or have ended. */
    private CompletableFuture<Void> queued = DONE;
    /** Complete when the changes so far have been answered. */
    private CompletableFuture<Void> answered = queued;
    /** Complete when the reads since the last change have been answered: they must not see the next. */
    private CompletableFuture<Void> read = queued;

    Turns(Executor workers) {
        this.workers = workers;
    }

    /** Nothing that comes after a greeting is answered before it. */
    void greet(OpenCall greeting) {
        greeted = greeting.turnOver();
        queued = CompletableFuture.allOf(queued, greeted);
        answered = CompletableFuture.allOf(answered, greeted);
    }

    /** Has {@code work} done that touches no database, whatever else is in progress. */
    void takeNone(Runnable work) {
        hand(greeted, work);
    }

    /**
     * Has {@code work} done when it is the call's turn: here and now when it can be, if the call is one in line, else by a
     * worker.
     */
    void take(OpenCall call, Turn turn, Runnable work) {
        switch (turn) {
            case IN_LINE -> {
                queued = CompletableFuture.allOf(queued, read).thenRun(work).exceptionally(Turns::goOn);
                answered = CompletableFuture.allOf(answered, call.turnOver());
                read = DONE;
            }
            case ALONE -> {
                hand(CompletableFuture.allOf(answered, read), work);
                answered = call.turnOver();
                queued = answered;
                read = DONE;
            }
            case AFTER_CHANGES -> {
                hand(answered, work);
                read = CompletableFuture.allOf(read, call.turnOver());
            }
        }
    }

    /** Work answers its call whatever happens; were it to fail nevertheless, the calls after it must have their turn. */
    private static @Nullable Void goOn(Throwable failure) {
        LOG.error("A call broke off: {}", failure.getClass().getName());
        return null;
    }

    /** Nobody looks at what becomes of the work: it answers its call whatever happens. */
    private void hand(CompletionStage<Void> turn, Runnable work) {
        turn.thenRunAsync(work, workers);
    }
}
