package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.waiting.Awaited;
import dev.parallelmcp.core.waiting.Desk;
import dev.parallelmcp.core.waiting.Turn;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A task to claim. Those who ask for the same tasks stand in one line, however many each would take.
 *
 * @param claim claims; empty when nothing is ready, or the turn is over
 * @param empty the answer when the time is over, from the milliseconds to the next due instant
 */
record AwaitedClaim<R>(
        Transactor transactor,
        Desk desk,
        ClaimFilter filter,
        Function<Turn, CompletionStage<Optional<R>>> claim,
        Function<Optional<Long>, R> empty)
        implements Awaited<R> {

    @Override
    public Object line() {
        return filter;
    }

    /** What is due may make a task ready, whichever it is: a claim finds out, and applies it. */
    @Override
    public Look look(ReadTransaction whole) {
        ReadTransaction tx = transactor.view(whole);
        return new Look(
                tx.tasks().anyReady(filter) ? Found.COME : Found.NOTHING,
                tx.tasks().nextDue(filter.namespace()));
    }

    @Override
    public CompletionStage<Optional<R>> fetch(Turn turn) {
        return claim.apply(turn);
    }

    @Override
    public R nothing() {
        return transactor.read(tx -> {
            // It may have been pruned meanwhile.
            filter.runId().ifPresent(runId -> RunQueries.require(tx, runId));
            return empty.apply(Claiming.retryAfterMs(tx, filter.namespace()));
        });
    }
}
