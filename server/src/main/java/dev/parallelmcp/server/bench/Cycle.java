package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import java.util.List;

/** One claim and its completion by one worker. */
final class Cycle implements Workers.Operation {

    private final Operations operations;
    private final ClaimNextTaskRequest request;

    Cycle(Operations operations, int worker) {
        this.operations = operations;
        this.request = ClaimNextTaskRequest.builder(Items.worker(worker))
                .kinds(List.of(Items.KIND))
                .leaseMs(Items.LEASE_MILLIS)
                .build();
    }

    @Override
    public void run() {
        Claim claim = operations
                .claimNextTask(request)
                .claim()
                .orElseThrow(() -> new IllegalStateException("no task is left to claim"));
        operations.completeTask(CompleteTaskRequest.builder(claim.lease())
                .output(Items.OUTPUT_JSON)
                .build());
    }
}
