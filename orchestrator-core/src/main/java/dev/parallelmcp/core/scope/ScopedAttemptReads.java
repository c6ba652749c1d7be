package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.store.AttemptReads;
import dev.parallelmcp.core.store.AttemptRow;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import java.util.List;
import java.util.Optional;

/** The attempts at tasks of one namespace. */
class ScopedAttemptReads implements AttemptReads {

    private final AttemptReads whole;
    private final Sight sight;

    ScopedAttemptReads(AttemptReads whole, Sight sight) {
        this.whole = whole;
        this.sight = sight;
    }

    private boolean seen(AttemptRow row) {
        return sight.ofTask(row.attempt().taskId());
    }

    @Override
    public final Optional<AttemptRow> find(String attemptId) {
        return whole.find(attemptId).filter(this::seen);
    }

    @Override
    public final Optional<AttemptRow> findByLease(String taskId, String leaseId) {
        return whole.findByLease(taskId, leaseId).filter(this::seen);
    }

    @Override
    public final Listing<Attempt> latestOfTask(String taskId, Page page) {
        return sight.ofTask(taskId) ? whole.latestOfTask(taskId, page) : new Listing<>(List.of(), false);
    }
}
