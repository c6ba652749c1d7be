package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.scope.Scope;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What has to be done although nobody asks, in steps: each is a transaction of its own. */
final class Housekeeping {

    private final Store store;
    private final Settings settings;
    private final Transactor transactor;

    Housekeeping(Transactor transactor) {
        this.transactor = transactor;
        this.store = transactor.store();
        this.settings = transactor.settings();
    }

    /** Whether time has brought anything: one look at an index. */
    boolean isDue() {
        return store.<Boolean>read(tx -> tx.tasks()
                .nextDue(Optional.empty())
                .filter(due -> !tx.now().isBefore(due))
                .isPresent());
    }

    /** Everything that is due. What cannot be done is told in the log. */
    DueTally applyAllDue() {
        DueTally done = new DueTally(settings.scope());
        DueWork.Step step;
        do {
            step = transactor.write(TransactionOperations::applyDue);
            done.add(step.tally());
        } while (step.more());
        done.failures().forEach((taskId, failure) -> Maintenance.report("due work of " + taskId, failure));
        return done;
    }

    /** What to prune: the ended runs that have been kept for long enough; empty where they are kept for ever. */
    Optional<PruneRunsRequest> term() {
        return settings.options()
                .retain()
                .map(kept -> PruneRunsRequest.builder(
                                store.<Instant>read(ReadTransaction::now).minus(kept))
                        .limit(Limits.MAX_PAGE_ITEMS)
                        .build());
    }

    /** The next runs to prune. */
    List<String> prunable(PruneRunsRequest request) {
        Scope scope = settings.scope();
        return store.<List<String>>write(tx -> PruneRuns.candidates(scope.view(tx), request));
    }

    /** Deletes one of them, unless it has come alive since. */
    boolean prune(PruneRunsRequest request, String runId) {
        Scope scope = settings.scope();
        return store.<Boolean>write(tx -> PruneRuns.prune(scope.view(tx), request, runId));
    }

    /** Has the store do what keeps it small. */
    void tidy() {
        store.tidy();
    }
}
