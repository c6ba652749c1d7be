package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import java.util.List;

/** What a run may be made of: one task in each way to stand, with the failed task before it where that takes one. */
enum RunPart {
    READY,
    DELAYED,
    STALLED,
    LEASED,
    RUNNING,
    BLOCKED,
    WAITING_INPUT,
    COMPLETED,
    FAILED,
    CANCELLED;

    private static final long DELAY_MS = 3_600_000;

    /** How its tasks stand in the end. */
    List<TaskStatus> tasks() {
        return switch (this) {
            case READY, DELAYED -> List.of(TaskStatus.QUEUED);
            case STALLED -> List.of(TaskStatus.FAILED, TaskStatus.QUEUED);
            case LEASED -> List.of(TaskStatus.LEASED);
            case RUNNING -> List.of(TaskStatus.RUNNING);
            case BLOCKED -> List.of(TaskStatus.BLOCKED);
            case WAITING_INPUT -> List.of(TaskStatus.WAITING_INPUT);
            case COMPLETED -> List.of(TaskStatus.COMPLETED);
            case FAILED -> List.of(TaskStatus.FAILED);
            case CANCELLED -> List.of(TaskStatus.FAILED, TaskStatus.CANCELLED);
        };
    }

    /** Adds its tasks to the run; all parts do this before the first one moves, lest the run ends early. */
    void enqueue(Operations operations, Run run) {
        EnqueueTaskRequest.Builder task = EnqueueTaskRequest.builder(run.id(), name());
        String id = operations
                .enqueueTask((this == DELAYED ? task.delayMs(DELAY_MS) : task).build())
                .task()
                .id();
        if (tasks().size() > 1) {
            operations.enqueueTask(EnqueueTaskRequest.builder(run.id(), "dependent")
                    .dependsOnTaskIds(List.of(id))
                    .onDependencyFailure(
                            this == STALLED ? DependencyFailurePolicy.WAIT : DependencyFailurePolicy.CANCEL)
                    .build());
        }
    }

    /** Brings its tasks to where they stand. */
    void move(Operations operations, Run run) {
        switch (this) {
            case READY, DELAYED -> {}
            case LEASED -> claim(operations, run);
            case RUNNING ->
                operations.markTaskRunning(
                        MarkTaskRunningRequest.builder(claim(operations, run).lease())
                                .build());
            case BLOCKED -> pause(operations, run, PauseStatus.BLOCKED);
            case WAITING_INPUT -> pause(operations, run, PauseStatus.WAITING_INPUT);
            case COMPLETED ->
                operations.completeTask(
                        CompleteTaskRequest.builder(claim(operations, run).lease())
                                .build());
            case STALLED, FAILED, CANCELLED ->
                operations.failTask(
                        FailTaskRequest.builder(claim(operations, run).lease(), "broken")
                                .build());
        }
    }

    private Claim claim(Operations operations, Run run) {
        return operations
                .claimNextTask(ClaimNextTaskRequest.builder("worker")
                        .runId(run.id())
                        .kinds(List.of(name()))
                        .build())
                .claim()
                .orElseThrow(() -> new AssertionError("no task for " + this));
    }

    private void pause(Operations operations, Run run, PauseStatus status) {
        operations.pauseTask(
                PauseTaskRequest.builder(claim(operations, run).lease(), status).build());
    }
}
