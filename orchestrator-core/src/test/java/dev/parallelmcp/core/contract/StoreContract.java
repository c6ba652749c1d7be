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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * What every store must do, seen through the engine. A store's author extends each contract in this package with a class
 * that says how to open the store; the tests themselves are never changed for one.
 *
 * <p>Each test runs under a time zone and a language that are hostile. They are the JVM's own, so tests that run in
 * parallel do this one after the other, without any setting.
 */
@ExtendWith(HostileDefaults.class)
@ResourceLock(Resources.TIME_ZONE)
@ResourceLock(Resources.LOCALE)
public abstract class StoreContract {

    protected final HandClock clock = new HandClock();
    protected Orchestrator orchestrator;

    private final List<Orchestrator> killed = new ArrayList<>();

    /** Opens the database of this test; called again, it opens the same one once more. */
    protected abstract Store open(InstantSource clock);

    /**
     * Opens the database as the next process finds it when the one that has it open is killed now, perhaps in the middle
     * of a transaction; from then on {@link #open} opens the same. The stores that were open before are left alone: they
     * are neither closed nor used by the test, until it has ended.
     *
     * <p>Unless overridden, this is one more store beside those that were left. That is too little where these can go on to
     * hold what the end of their process would have freed, as the lock of a transaction: then override this to free it, or
     * to go on with a copy of what is on the disk.
     */
    protected Store openAfterKill(InstantSource clock) {
        return open(clock);
    }

    @BeforeEach
    final void start() {
        orchestrator = orchestrator(open(clock), OrchestratorOptions.DEFAULT);
    }

    @AfterEach
    final void stop() {
        orchestrator.close();
        killed.forEach(Orchestrator::close);
    }

    /** Ends this orchestrator and begins another on the same database, as a restarted process does. */
    protected final void restart() {
        restart(OrchestratorOptions.DEFAULT);
    }

    protected final void restart(OrchestratorOptions options) {
        orchestrator.close();
        orchestrator = orchestrator(open(clock), options);
    }

    /** Leaves this orchestrator as a killed process does, nothing finished or closed, and begins another. */
    protected final void kill() {
        killed.add(orchestrator);
        orchestrator = orchestrator(openAfterKill(clock), OrchestratorOptions.DEFAULT);
    }

    private static Orchestrator orchestrator(Store store, OrchestratorOptions options) {
        return Orchestrator.builder(store).options(options).random(() -> 0.5).build();
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
