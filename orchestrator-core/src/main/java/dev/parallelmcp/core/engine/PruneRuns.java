package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.request.PruneRunsRequest;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.Transaction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** prune_runs: one transaction a run, so that other writers get their turn in between. */
final class PruneRuns {

    private PruneRuns() {}

    static List<String> candidates(Transaction tx, PruneRunsRequest request) {
        return tx.runs()
                .prunable(
                        Optional.empty(),
                        statuses(request),
                        request.olderThan(),
                        request.limit().orElse(Limits.DEFAULT_PRUNED_RUNS));
    }

    /** Deletes one run unless it has come alive since it was listed. */
    static boolean prune(Transaction tx, PruneRunsRequest request, String runId) {
        boolean prunable = tx.runs()
                .find(runId)
                .map(RunRow::run)
                .filter(run -> statuses(request).contains(run.status()))
                .filter(run -> run.updatedAt().isBefore(request.olderThan()))
                .isPresent();
        if (prunable) {
            tx.runs().delete(runId);
        }
        return prunable;
    }

    private static List<RunStatus> statuses(PruneRunsRequest request) {
        return request.statuses().isEmpty()
                ? Arrays.stream(RunStatus.values()).filter(RunStatus::terminal).toList()
                : request.statuses();
    }
}
