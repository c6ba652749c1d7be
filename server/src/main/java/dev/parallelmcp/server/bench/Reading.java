package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.request.GetStatsRequest;
import dev.parallelmcp.core.model.request.ListDeadTasksRequest;
import dev.parallelmcp.core.model.request.ListPendingTasksRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import java.util.Locale;

/** What people look at while work goes on; of lists the first page. */
enum Reading {
    GET_STATS {
        @Override
        Workers.Operation of(Operations operations) {
            return () -> operations.getStats(GetStatsRequest.builder().build());
        }
    },
    LIST_PENDING_TASKS {
        @Override
        Workers.Operation of(Operations operations) {
            return () -> operations.listPendingTasks(
                    ListPendingTasksRequest.builder().build());
        }
    },
    /** Of the oldest run, which is one of the backlog's. */
    LIST_RUN_TASKS {
        @Override
        Workers.Operation of(Operations operations) {
            String runId = operations
                    .listRuns(ListRunsRequest.builder().build())
                    .runs()
                    .get(0)
                    .id();
            return () ->
                    operations.listRunTasks(ListRunTasksRequest.builder(runId).build());
        }
    },
    LIST_RUNS {
        @Override
        Workers.Operation of(Operations operations) {
            return () -> operations.listRuns(ListRunsRequest.builder().build());
        }
    },
    LIST_DEAD_TASKS {
        @Override
        Workers.Operation of(Operations operations) {
            return () -> operations.listDeadTasks(ListDeadTasksRequest.builder().build());
        }
    };

    /** Reads it once. */
    abstract Workers.Operation of(Operations operations);

    /** The name of the tool. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
