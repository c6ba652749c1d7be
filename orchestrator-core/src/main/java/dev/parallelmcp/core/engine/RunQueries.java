package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.request.WaitForRunRequest;
import dev.parallelmcp.core.model.result.RunPage;
import dev.parallelmcp.core.model.result.RunView;
import dev.parallelmcp.core.model.result.WaitForRunResult;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.RunQuery;
import dev.parallelmcp.core.store.RunRow;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reading runs. */
final class RunQueries {

    private RunQueries() {}

    static RunView get(ReadTransaction tx, GetRunRequest request) {
        RunRow row = require(tx, request.runId());
        return new RunView(row.run(), counts(row.tally()));
    }

    /** How far the run is now. */
    static WaitForRunResult waitFor(ReadTransaction tx, WaitForRunRequest request) {
        RunRow row = require(tx, request.runId());
        return new WaitForRunResult(
                row.run(), counts(row.tally()), row.run().status().terminal());
    }

    private static Map<TaskStatus, Integer> counts(RunTally tally) {
        Map<TaskStatus, Integer> counts = new EnumMap<>(TaskStatus.class);
        for (TaskStatus status : TaskStatus.values()) {
            counts.put(status, tally.of(status));
        }
        return counts;
    }

    static RunRow require(ReadTransaction tx, String runId) {
        return tx.runs().find(runId).orElseThrow(() -> Refusals.notFound(IdKind.RUN, runId));
    }

    static RunPage list(ReadTransaction tx, ListRunsRequest request) {
        Page page = Pages.of(request.limit(), request.offset());
        Listing<Run> listing = tx.runs()
                .list(new RunQuery(
                        request.namespace(),
                        request.statuses().isEmpty() ? List.of(RunStatus.values()) : request.statuses(),
                        request.externalId(),
                        request.updatedAfter(),
                        request.updatedBefore(),
                        request.orderBy().orElse(RunOrder.CREATED_AT),
                        request.orderDir().orElse(SortDirection.DESC),
                        page));
        return new RunPage(listing.items(), listing.truncated(), Pages.nextOffset(page, listing));
    }
}
