package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import java.util.List;
import java.util.stream.Stream;

/** The ids of a namespace in which there is one record of each sort that some operation is about. */
record World(
        String namespace,
        String runId,
        String endedRunId,
        String heldId,
        String leaseId,
        String pausedId,
        String deadId,
        String queuedId,
        String snapshotId) {

    static final String WORKER = "worker";

    /** Ids that no record has. */
    static final World UNKNOWN =
            new World("nowhere", "run_0", "run_1", "task_0", "lease_0", "task_1", "task_2", "task_3", "ctx_0");

    /** Makes the records in a namespace, through operations that see it. */
    static World in(String namespace, Operations on) {
        Run run = run(on, namespace);
        Run ended = run(on, namespace);
        on.cancelRun(CancelRunRequest.builder(ended.id()).build());
        Claim paused = claimed(on, run);
        on.pauseTask(PauseTaskRequest.builder(paused.lease(), PauseStatus.WAITING_INPUT)
                .build());
        Claim dead = claimed(on, run);
        on.failTask(FailTaskRequest.builder(dead.lease(), "died").retryable().build());
        Claim held = claimed(on, run);
        String queued = on.enqueueTask(
                        EnqueueTaskRequest.builder(run.id(), "queued").build())
                .task()
                .id();
        return new World(
                namespace,
                run.id(),
                ended.id(),
                held.task().id(),
                held.lease().id(),
                paused.task().id(),
                dead.task().id(),
                queued,
                run.currentContextSnapshotId().orElseThrow());
    }

    private static Run run(Operations on, String namespace) {
        return on.createRun(CreateRunRequest.builder()
                        .namespace(namespace)
                        .context(Json.of("1"))
                        .keepOpen()
                        .build())
                .run();
    }

    private static Claim claimed(Operations on, Run run) {
        on.enqueueTask(
                EnqueueTaskRequest.builder(run.id(), "any").maxAttempts(1).build());
        return on.claimNextTask(
                        ClaimNextTaskRequest.builder(WORKER).runId(run.id()).build())
                .claim()
                .orElseThrow();
    }

    /** Everything that names a record of it, or it. */
    List<String> names() {
        return List.of(namespace, runId, endedRunId, heldId, leaseId, pausedId, deadId, queuedId, snapshotId);
    }

    /** The same text about the other world. */
    String translate(String text, World other) {
        List<String> mine = names();
        List<String> theirs = other.names();
        return Stream.iterate(0, i -> i + 1)
                .limit(mine.size())
                .reduce(text, (said, i) -> said.replace(mine.get(i), theirs.get(i)), (a, b) -> b);
    }
}
