package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import java.util.List;

/** Does one task at a time, of runs of its own; every tenth attempt fails and is retried. */
final class MixedWorker implements Workers.Operation {

    private static final int TASKS_OF_A_RUN = 10;
    private static final int ATTEMPTS_TO_A_FAILURE = 10;
    private static final int EVENTS_OF_A_PAGE = 20;

    private final Operations operations;
    private final String name;
    private String runId = "";
    private int left;
    private int attempts;
    private long cursor;

    MixedWorker(Operations operations, int number) {
        this.operations = operations;
        this.name = Items.worker(number);
    }

    @Override
    public void run() {
        if (left == 0) {
            plan();
        }
        Lease lease = claim();
        if (++attempts % ATTEMPTS_TO_A_FAILURE == 0) {
            operations.failTask(FailTaskRequest.builder(lease, "a source did not answer")
                    .retryable()
                    .build());
            lease = claim();
        }
        operations.heartbeatLease(HeartbeatLeaseRequest.builder(lease).build());
        operations.completeTask(
                CompleteTaskRequest.builder(lease).output(Items.OUTPUT_JSON).build());
        left--;
        look();
    }

    /** A chain of tasks, each of which depends on the one before. */
    private void plan() {
        runId = operations.createRun(CreateRunRequest.builder().build()).run().id();
        List<String> before = List.of();
        for (int i = 0; i < TASKS_OF_A_RUN; i++) {
            EnqueueTaskRequest request = EnqueueTaskRequest.builder(runId, Items.KIND)
                    .input(Items.INPUT_JSON)
                    .dependsOnTaskIds(before)
                    .build();
            before = List.of(operations.enqueueTask(request).task().id());
        }
        left = TASKS_OF_A_RUN;
    }

    private Lease claim() {
        return operations
                .claimNextTask(ClaimNextTaskRequest.builder(name)
                        .runId(runId)
                        .leaseMs(Items.LEASE_MILLIS)
                        .build())
                .claim()
                .orElseThrow(() -> new IllegalStateException("no task is left to claim"))
                .lease();
    }

    private void look() {
        operations.getRun(new GetRunRequest(runId));
        cursor = operations
                .listEventsSince(ListEventsSinceRequest.builder()
                        .runId(runId)
                        .afterId(cursor)
                        .limit(EVENTS_OF_A_PAGE)
                        .build())
                .nextCursor();
    }
}
