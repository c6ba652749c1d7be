package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CloseRunRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import dev.parallelmcp.core.model.result.RunResult;
import dev.parallelmcp.core.model.result.TaskResult;
import java.util.List;
import java.util.Locale;

/** Every mutation that takes a client token, as a call that can be repeated and a variant with other arguments. */
public enum RepeatableCall {
    CREATE_RUN {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.createRun(CreateRunRequest.builder()
                    .externalId(variant)
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    CLOSE_RUN {
        @Override
        Reply call(Scene scene, String variant) {
            String runId = variant.equals(FIRST) ? scene.run.id() : scene.otherRun.id();
            return of(scene.on.closeRun(
                    CloseRunRequest.builder(runId).clientToken(TOKEN).build()));
        }
    },
    CANCEL_RUN {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.cancelRun(CancelRunRequest.builder(scene.run.id())
                    .reason(variant)
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    ENQUEUE_TASK {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.enqueueTask(EnqueueTaskRequest.builder(scene.run.id(), variant)
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    ENQUEUE_TASKS {
        @Override
        Reply call(Scene scene, String variant) {
            TaskDraft second =
                    TaskDraft.builder(variant).dependsOn(List.of("b")).build();
            TaskDraft first = TaskDraft.builder(variant).ref("b").build();
            var result = scene.on.enqueueTasks(EnqueueTasksRequest.builder(scene.run.id(), List.of(second, first))
                    .clientToken(TOKEN)
                    .build());
            return new Reply(List.of(result.tasks(), result.idsByRef()), result.replayed());
        }
    },
    CLAIM_NEXT_TASK {
        @Override
        Reply call(Scene scene, String variant) {
            var result = scene.on.claimNextTask(
                    ClaimNextTaskRequest.builder(variant).clientToken(TOKEN).build());
            return new Reply(result.claim(), result.replayed());
        }
    },
    CLAIM_TASKS {
        @Override
        Reply call(Scene scene, String variant) {
            var result = scene.on.claimTasks(
                    ClaimTasksRequest.builder(variant, 2).clientToken(TOKEN).build());
            return new Reply(result.claims(), result.replayed());
        }
    },
    MARK_TASK_RUNNING {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.markTaskRunning(MarkTaskRunningRequest.builder(scene.lease(variant))
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    EMIT_TASK_OUTPUT {
        @Override
        Reply call(Scene scene, String variant) {
            var result = scene.on.emitTaskOutput(
                    EmitTaskOutputRequest.builder(scene.held, OutputType.PARTIAL, Json.of('"' + variant + '"'))
                            .clientToken(TOKEN)
                            .build());
            return new Reply(result.sequence(), result.replayed());
        }
    },
    COMPLETE_TASK {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.completeTask(CompleteTaskRequest.builder(scene.held)
                    .output(Json.of('"' + variant + '"'))
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    COMPLETE_TASKS {
        @Override
        Reply call(Scene scene, String variant) {
            Json output = Json.of('"' + variant + '"');
            var result = scene.on.completeTasks(CompleteTasksRequest.builder(
                            "worker",
                            List.of(
                                    Completion.builder("task_none", "lease_none")
                                            .build(),
                                    Completion.builder(scene.held)
                                            .output(output)
                                            .build(),
                                    Completion.builder(scene.held).build()))
                    .clientToken(TOKEN)
                    .build());
            return new Reply(result.results(), result.replayed());
        }
    },
    FAIL_TASK {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.failTask(FailTaskRequest.builder(scene.held, variant)
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    PAUSE_TASK {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.pauseTask(PauseTaskRequest.builder(scene.held, PauseStatus.BLOCKED)
                    .reason(variant)
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    RELEASE_TASK {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.releaseTask(ReleaseTaskRequest.builder(scene.held)
                    .reason(variant)
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    RESUME_TASK {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.resumeTask(ResumeTaskRequest.builder(scene.pausedId)
                    .input(Json.of('"' + variant + '"'))
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    CANCEL_TASK {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.cancelTask(CancelTaskRequest.builder(scene.pausedId)
                    .reason(variant)
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    RERUN_RUN_FROM {
        @Override
        Reply call(Scene scene, String variant) {
            var result = scene.on.rerunRunFrom(RerunRunFromRequest.builder(scene.deadId)
                    .reason(variant)
                    .clientToken(TOKEN)
                    .build());
            return new Reply(List.of(result.run(), result.resetTaskIds()), result.replayed());
        }
    },
    REQUEUE_DEAD_TASK {
        @Override
        Reply call(Scene scene, String variant) {
            return of(scene.on.requeueDeadTask(RequeueDeadTaskRequest.builder(scene.deadId)
                    .reason(variant)
                    .clientToken(TOKEN)
                    .build()));
        }
    },
    APPEND_CONTEXT_SNAPSHOT {
        @Override
        Reply call(Scene scene, String variant) {
            var result = scene.on.appendContextSnapshot(
                    AppendContextSnapshotRequest.builder(scene.run.id(), Json.of('"' + variant + '"'))
                            .clientToken(TOKEN)
                            .build());
            return new Reply(result.snapshot(), result.replayed());
        }
    };

    static final String TOKEN = "token-1";
    static final String FIRST = "first";
    static final String OTHER = "other";

    /** What was answered. */
    record Reply(Object entity, boolean replayed) {}

    /** One task in each state that some call needs. */
    record Scene(Operations on, Run run, Run otherRun, Lease held, Lease alsoHeld, String pausedId, String deadId) {

        /** Two runs: one with everything in it, one empty. */
        static Scene on(Operations on) {
            Run run =
                    on.createRun(CreateRunRequest.builder().keepOpen().build()).run();
            Run otherRun = on.createRun(CreateRunRequest.builder().build()).run();
            Claim paused = enqueued(on, run);
            on.pauseTask(PauseTaskRequest.builder(paused.lease(), PauseStatus.WAITING_INPUT)
                    .build());
            Claim dead = enqueued(on, run);
            on.failTask(
                    FailTaskRequest.builder(dead.lease(), "died").retryable().build());
            Claim held = enqueued(on, run);
            Claim alsoHeld = enqueued(on, run);
            on.enqueueTask(EnqueueTaskRequest.builder(run.id(), "free").build());
            return new Scene(
                    on,
                    run,
                    otherRun,
                    held.lease(),
                    alsoHeld.lease(),
                    paused.task().id(),
                    dead.task().id());
        }

        private static Claim enqueued(Operations on, Run run) {
            on.enqueueTask(
                    EnqueueTaskRequest.builder(run.id(), "any").maxAttempts(1).build());
            return on.claimNextTask(ClaimNextTaskRequest.builder("worker").build())
                    .claim()
                    .orElseThrow();
        }

        /** The same records, asked for through other operations. */
        Scene through(Operations others) {
            return new Scene(others, run, otherRun, held, alsoHeld, pausedId, deadId);
        }

        Lease lease(String variant) {
            return variant.equals(FIRST) ? held : alsoHeld;
        }
    }

    /** Some operation that is not this one. */
    RepeatableCall another() {
        return this == CREATE_RUN ? ENQUEUE_TASK : CREATE_RUN;
    }

    /** The operation's name, as clients know it. */
    String operation() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Calls with the token; equal variants are equal arguments. */
    abstract Reply call(Scene scene, String variant);

    private static Reply of(TaskResult result) {
        return new Reply(result.task(), result.replayed());
    }

    private static Reply of(RunResult result) {
        return new Reply(result.run(), result.replayed());
    }
}
