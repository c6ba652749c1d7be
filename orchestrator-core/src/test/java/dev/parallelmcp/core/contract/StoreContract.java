package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.store.Store;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every store must do, seen through the engine. A store's author extends each contract in this package with a class
 * that says how to open the store; the tests themselves are never changed for one.
 */
public abstract class StoreContract {

    protected final HandClock clock = new HandClock();
    protected Orchestrator orchestrator;

    /** Opens the database of this test; called again, it opens the same one once more. */
    protected abstract Store open(InstantSource clock);

    @BeforeEach
    final void start() {
        orchestrator = orchestrator(OrchestratorOptions.DEFAULT);
    }

    @AfterEach
    final void stop() {
        orchestrator.close();
    }

    /** Ends this orchestrator and begins another on the same database, as a restarted process does. */
    protected final void restart() {
        restart(OrchestratorOptions.DEFAULT);
    }

    protected final void restart(OrchestratorOptions options) {
        orchestrator.close();
        orchestrator = orchestrator(options);
    }

    private Orchestrator orchestrator(OrchestratorOptions options) {
        return Orchestrator.builder(open(clock))
                .options(options)
                .random(() -> 0.5)
                .build();
    }

    protected final Run createRun() {
        return orchestrator.createRun(CreateRunRequest.builder().build()).run();
    }

    protected final Task enqueue(Run run, String kind) {
        return enqueue(EnqueueTaskRequest.builder(run.id(), kind));
    }

    protected final Task enqueue(EnqueueTaskRequest.Builder request) {
        return orchestrator.enqueueTask(request.build()).task();
    }

    protected final Optional<Claim> tryClaim() {
        return orchestrator
                .claimNextTask(ClaimNextTaskRequest.builder("worker").build())
                .claim();
    }

    protected final Claim claim() {
        return tryClaim().orElseThrow(() -> new AssertionError("nothing to claim"));
    }

    protected final Task complete(Claim claim) {
        return orchestrator
                .completeTask(CompleteTaskRequest.builder(claim.lease())
                        .output(Json.of("{\"ok\":true}"))
                        .build())
                .task();
    }

    protected final Task task(String taskId) {
        return orchestrator.getTask(GetTaskRequest.builder(taskId).build()).task();
    }

    protected final Run run(String runId) {
        return orchestrator.getRun(new GetRunRequest(runId)).run();
    }
}
