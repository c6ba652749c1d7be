package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.Runs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The runs of one namespace. */
final class ScopedRuns extends ScopedRunReads implements Runs {

    private final Runs whole;
    private final Sight sight;

    ScopedRuns(Runs whole, Sight sight) {
        super(whole, sight);
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public void insert(RunRow row) {
        Sight.require(seen(row));
        whole.insert(row);
    }

    /** Looks afterwards, which costs nothing: what throws is rolled back. */
    @Override
    public RunRow adjust(String runId, RunTally change) {
        RunRow row = whole.adjust(runId, change);
        Sight.require(seen(row));
        return row;
    }

    @Override
    public void save(RunRow row) {
        Sight.require(seen(row));
        whole.save(row);
    }

    @Override
    public List<String> prunable(Optional<String> namespace, List<RunStatus> statuses, Instant olderThan, int limit) {
        return whole.prunable(sight.narrow(namespace), statuses, olderThan, limit);
    }

    @Override
    public void delete(String runId) {
        Sight.require(sight.ofRun(runId));
        whole.delete(runId);
    }
}
