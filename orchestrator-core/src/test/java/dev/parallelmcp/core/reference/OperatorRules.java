package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.RequeueDeadTaskRequest;
import dev.parallelmcp.core.model.request.RerunRunFromRequest;
import dev.parallelmcp.core.model.request.ResumeTaskRequest;
import dev.parallelmcp.core.model.result.RerunResult;
import dev.parallelmcp.core.model.result.TaskResult;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** What anybody may do to a task, without a lease. */
final class OperatorRules {

    private final View view;
    private final ReferenceModel model;
    private final Endings endings;
    private final TaskAnswers answers;

    OperatorRules(View view) {
        this.view = view;
        this.model = view.model();
        this.endings = new Endings(model);
        this.answers = new TaskAnswers(view);
    }

    TaskResult resumeTask(ResumeTaskRequest request) {
        return answers.once("resume_task", request, () -> {
            ModelTask task = view.task(request.taskId());
            require(task.status.paused(), ErrorCode.INVALID_TRANSITION);
            view.requireSmall(request.input());
            task.resumeInput = request.input();
            new PassingTime(model).resume(task, ResumedBy.INPUT);
            return task;
        });
    }

    TaskResult cancelTask(CancelTaskRequest request) {
        return answers.once("cancel_task", request, () -> {
            ModelTask task = view.task(request.taskId());
            if (!task.status.terminal()) {
                endings.cancel(task, request.reason().orElse("task_cancelled"));
                endings.cascade(task);
            }
            return task;
        });
    }

    TaskResult requeueDeadTask(RequeueDeadTaskRequest request) {
        return answers.once("requeue_dead_task", request, () -> {
            ModelTask task = view.task(request.taskId());
            require(!task.run.cancelledForGood, ErrorCode.RUN_TERMINAL);
            require(task.dead, ErrorCode.INVALID_TRANSITION);
            boolean reset = request.resetAttempts().orElse(true);
            require(reset || task.attemptCount() < task.maxAttempts, ErrorCode.MAX_ATTEMPTS_EXCEEDED);
            Optional<Instant> delay =
                    request.delayMs().filter(millis -> millis > 0).map(view.now()::plusMillis);
            endings.queue(task, request.notBefore().or(() -> delay));
            beginAnew(task, request.reason());
            model.record(
                    task,
                    Optional.empty(),
                    EventType.TASK_REQUEUED_FROM_DLQ,
                    Payload.of(task).withInstant("notBefore", task.notBefore));
            endings.revive(task);
            return task;
        });
    }

    /** Nothing of what came before counts any more; the attempts themselves stay. */
    private static void beginAnew(ModelTask task, Optional<String> reason) {
        task.statusReason = reason;
        task.countsAfter = task.attempts.size();
        task.resetAfter = task.attempts.size();
        task.error = Optional.empty();
        task.dead = false;
        task.progress = Optional.empty();
        task.startedAt = Optional.empty();
        task.completedAt = Optional.empty();
    }

    RerunResult rerunRunFrom(RerunRunFromRequest request) {
        return new Tokens(view)
                .once(
                        "rerun_run_from",
                        request,
                        () -> {
                            List<String> reset = model.change(() -> rerun(request));
                            ModelRun run = view.task(request.taskId()).run;
                            return Tokens.Effect.on(run, new RerunResult(run.show(), reset, false, false), reset);
                        },
                        ids -> {
                            List<String> reset =
                                    ids.stream().map(String.class::cast).toList();
                            ModelRun run = view.task(reset.get(0)).run;
                            return new RerunResult(run.show(), reset, false, true);
                        });
    }

    private List<String> rerun(RerunRunFromRequest request) {
        ModelTask first = view.task(request.taskId());
        require(!first.run.cancelledForGood, ErrorCode.RUN_TERMINAL);
        require(first.status.terminal(), ErrorCode.INVALID_TRANSITION);
        require(
                first.policy() == DependencyFailurePolicy.CONTINUE
                        || first.unmet().findAny().isEmpty(),
                ErrorCode.INVALID_TRANSITION);
        Set<ModelTask> toReset = reach(first);
        toReset.forEach(task -> reset(task, first, request.reason()));
        return toReset.stream().map(task -> task.id).toList();
    }

    /** The task and what will be reset with it, breadth first; refused when one of these is at work or paused. */
    private Set<ModelTask> reach(ModelTask first) {
        Set<ModelTask> reached = new LinkedHashSet<>(List.of(first));
        Queue<ModelTask> way = new ArrayDeque<>(reached);
        for (ModelTask task = way.poll(); task != null; task = way.poll()) {
            for (ModelTask dependent : model.dependentsOf(task)) {
                require(!dependent.status.held() && !dependent.status.paused(), ErrorCode.INVALID_TRANSITION);
                if (comesAlong(dependent, reached) && reached.add(dependent)) {
                    way.add(dependent);
                }
            }
        }
        return reached;
    }

    /** One that a failure cancelled stays so while a failed or cancelled dependency is left that is not reset too. */
    private static boolean comesAlong(ModelTask dependent, Set<ModelTask> reached) {
        if (dependent.status != TaskStatus.CANCELLED) {
            return true;
        }
        return dependent.statusReason.equals(Optional.of("dependency_failed"))
                && dependent.dependsOn.stream().filter(ModelTask::unsuccessful).allMatch(reached::contains);
    }

    private void reset(ModelTask task, ModelTask first, Optional<String> reason) {
        endings.queue(task, Optional.empty());
        beginAnew(task, reason);
        task.output = Optional.empty();
        Endings.forgetPause(task);
        model.record(
                task, Optional.empty(), EventType.TASK_RERUN, Payload.of(task).with("rerunFrom", first.id));
    }

    private static void require(boolean holds, ErrorCode otherwise) {
        if (!holds) {
            throw ReferenceModel.refusal(otherwise);
        }
    }
}
