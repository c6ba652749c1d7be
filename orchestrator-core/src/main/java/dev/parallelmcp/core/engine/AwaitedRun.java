package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.request.WaitForRunRequest;
import dev.parallelmcp.core.model.result.WaitForRunResult;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.waiting.Awaited;
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.core.waiting.Desk;
import dev.parallelmcp.core.waiting.Stages;
import dev.parallelmcp.core.waiting.Turn;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a run, or that it cannot go on by itself. On the way there it tells how many of its tasks have ended. */
final class AwaitedRun implements Awaited<WaitForRunResult> {

    private static final Logger LOG = LoggerFactory.getLogger(AwaitedRun.class);

    private final Transactor transactor;
    private final WaitForRunRequest request;
    private final Caller caller;
    private final Desk desk = new Desk();
    private int endedBefore = -1;

    AwaitedRun(Transactor transactor, WaitForRunRequest request, Caller caller) {
        this.transactor = transactor;
        this.request = request;
        this.caller = caller;
    }

    @Override
    public Object line() {
        return this;
    }

    @Override
    public Desk desk() {
        return desk;
    }

    @Override
    public Look look(ReadTransaction whole) {
        Optional<RunRow> run = transactor.view(whole).runs().find(request.runId());
        run.ifPresent(row -> tellProgress(row.tally()));
        // A run that is not there any more: fetching tells.
        boolean come = run.map(row -> isOver(row.run().status())).orElse(true);
        return come ? Look.COME : Look.NOTHING;
    }

    private synchronized void tellProgress(RunTally tally) {
        int ended = tally.total() - tally.unfinished();
        if (ended > endedBefore) {
            endedBefore = ended;
            try {
                caller.progress(ended, tally.total());
            } catch (RuntimeException | Error e) {
                // One look is made for all who wait: the trouble of one must not become that of the others.
                LOG.warn("a caller could not be told the progress of run {}", request.runId(), e);
            }
        }
    }

    private static boolean isOver(RunStatus status) {
        return status.terminal() || status == RunStatus.WAITING;
    }

    @Override
    public CompletionStage<Optional<WaitForRunResult>> fetch(Turn turn) {
        return Stages.supply(
                () -> Optional.of(nothing())
                        .filter(result -> isOver(result.run().status())),
                caller.executor());
    }

    @Override
    public WaitForRunResult nothing() {
        return transactor.read(tx -> RunQueries.waitFor(tx, request));
    }
}
