package dev.parallelmcp.server.demo;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The smallest worker there can be: claim, work, say how it ended; wait when there is nothing to claim. */
final class DemoWorker implements Callable<Void> {

    /** The longest wait for another look: a result of another worker may have made a task ready. */
    private static final long IDLE_MILLIS = 15;

    private final Operations operations;
    private final DemoWork work;
    private final String workerId;
    private final CountDownLatch stop;

    DemoWorker(Operations operations, DemoWork work, String workerId, CountDownLatch stop) {
        this.operations = operations;
        this.work = work;
        this.workerId = workerId;
        this.stop = stop;
    }

    @Override
    public Void call() throws InterruptedException {
        boolean stopped = false;
        while (!stopped) {
            ClaimResult result = operations.claimNextTask(
                    ClaimNextTaskRequest.builder(workerId).build());
            if (result.claim().isPresent()) {
                stopped = process(result.claim().get());
            } else {
                stopped = pass(Math.min(IDLE_MILLIS, result.retryAfterMs().orElse(IDLE_MILLIS)));
            }
        }
        return null;
    }

    private boolean process(Claim claim) throws InterruptedException {
        operations.markTaskRunning(MarkTaskRunningRequest.builder(claim.lease()).build());
        boolean stopped = pass(work.millis(claim));
        Optional<String> failure = work.failure(claim);
        if (failure.isPresent()) {
            operations.failTask(FailTaskRequest.builder(claim.lease(), failure.get())
                    .retryable()
                    .build());
        } else {
            operations.completeTask(CompleteTaskRequest.builder(claim.lease())
                    .output(Json.of("{\"by\":\"" + workerId + "\"}"))
                    .build());
        }
        return stopped;
    }

    /** Time passes; answers whether the demonstration has ended meanwhile. */
    private boolean pass(long millis) throws InterruptedException {
        return stop.await(millis, TimeUnit.MILLISECONDS);
    }
}
