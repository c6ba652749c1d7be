package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.error.Refusal;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.LeaseHolder;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.result.CompleteTasksResult;
import dev.parallelmcp.core.model.result.CompletionOutcome;
import dev.parallelmcp.core.model.result.EmitTaskOutputResult;
import dev.parallelmcp.core.model.result.LeaseResult;
import dev.parallelmcp.core.model.result.TaskResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What only the holder of a lease may do. */
final class HolderRules {

    private final View view;
    private final ReferenceModel model;
    private final Endings endings;
    private final Tokens tokens;
    private final TaskAnswers answers;

    HolderRules(View view) {
        this.view = view;
        this.model = view.model();
        this.endings = new Endings(model);
        this.tokens = new Tokens(view);
        this.answers = new TaskAnswers(view);
    }

    /** The attempt that the caller holds; else the first refusal that applies, in the order of docs/lifecycle.md. */
    private ModelAttempt held(LeaseHolder caller) {
        ModelTask task = view.task(caller.taskId());
        ModelAttempt attempt = task.attempts.stream()
                .filter(one -> one.leaseId.equals(caller.leaseId()))
                .filter(one -> one.workerId.equals(caller.workerId()))
                .findFirst()
                .orElseThrow(() -> ReferenceModel.refusal(ErrorCode.LEASE_CONFLICT));
        requireHeld(attempt, view.now());
        return attempt;
    }

    static void requireHeld(ModelAttempt attempt, Instant now) {
        ModelTask task = attempt.task;
        if (attempt.number < task.attempts.size() || attempt.number <= task.resetAfter) {
            throw ReferenceModel.refusal(ErrorCode.LEASE_CONFLICT);
        }
        if (task.status == TaskStatus.CANCELLED) {
            throw ReferenceModel.refusal(ErrorCode.TASK_CANCELLED);
        }
        boolean ranOut = attempt.leaseStatus == LeaseStatus.ACTIVE && !now.isBefore(attempt.expiresAt);
        if (ranOut || attempt.leaseStatus == LeaseStatus.EXPIRED) {
            throw ReferenceModel.refusal(ErrorCode.LEASE_EXPIRED);
        }
        if (attempt.leaseStatus != LeaseStatus.ACTIVE) {
            throw ReferenceModel.refusal(ErrorCode.INVALID_TRANSITION);
        }
    }

    TaskResult markTaskRunning(MarkTaskRunningRequest request) {
        return answers.once("mark_task_running", request, () -> {
            ModelAttempt attempt = held(request);
            ModelTask task = attempt.task;
            if (task.status == TaskStatus.LEASED) {
                task.status = TaskStatus.RUNNING;
                task.updatedAt = view.now();
                attempt.status = AttemptStatus.RUNNING;
                attempt.startedAt = Optional.of(view.now());
                model.record(task, Optional.of(attempt), EventType.TASK_RUNNING, Payload.of(task));
            }
            return task;
        });
    }

    LeaseResult heartbeatLease(HeartbeatLeaseRequest request) {
        ModelAttempt attempt = held(request);
        attempt.expiresAt = attempt.leaseEnd(view.now(), request.leaseMs().orElse(attempt.leaseMs));
        attempt.heartbeatAt = Optional.of(view.now());
        return new LeaseResult(attempt.showLease(), attempt.task.status, attempt.deadline);
    }

    TaskResult completeTask(CompleteTaskRequest request) {
        return answers.once("complete_task", request, () -> complete(request));
    }

    private ModelTask complete(CompleteTaskRequest request) {
        ModelAttempt attempt = held(request);
        view.requireSmall(request.output());
        view.requireSmall(request.metadata());
        view.requireSmall(request.nextContext());
        ModelTask task = attempt.task;
        if (request.nextContext().isPresent() && !task.run.takesWork()) {
            throw ReferenceModel.refusal(ErrorCode.RUN_TERMINAL);
        }
        attempt.end(AttemptStatus.COMPLETED, LeaseStatus.RELEASED, view.now());
        attempt.output = request.output();
        attempt.metadata = request.metadata();
        endings.end(task, TaskStatus.COMPLETED);
        task.output = request.output();
        task.error = Optional.empty();
        model.record(
                task,
                Optional.of(attempt),
                EventType.TASK_COMPLETED,
                Payload.of(task).with("workerId", attempt.workerId));
        request.nextContext().ifPresent(context -> handOn(attempt, context, request.nextContextLabel()));
        return task;
    }

    private void handOn(ModelAttempt attempt, Json context, Optional<String> label) {
        ModelTask task = attempt.task;
        new ContextRules(view)
                .append(new ContextRules.Entry(
                        task.run,
                        ContextScope.RUN,
                        context,
                        Optional.empty(),
                        Optional.of(task.id),
                        Optional.of(attempt.id),
                        task.context,
                        Optional.of(label.orElse(task.draft.kind() + ".completed"))));
    }

    CompleteTasksResult completeTasks(CompleteTasksRequest request) {
        return tokens.once(
                "complete_tasks",
                request,
                () -> model.change(() -> completeEach(request)),
                remembered -> new CompleteTasksResult(
                        remembered.stream().map(this::asItIsNow).toList(), true));
    }

    private Tokens.Effect<CompleteTasksResult> completeEach(CompleteTasksRequest request) {
        List<CompletionOutcome> outcomes = new ArrayList<>();
        List<Object> toRemember = new ArrayList<>();
        Optional<ModelRun> first = Optional.empty();
        for (Completion item : request.completions()) {
            try {
                ModelTask task = complete(new CompleteTaskRequest(
                        item.taskId(),
                        item.leaseId(),
                        request.workerId(),
                        item.output(),
                        item.metadata(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
                outcomes.add(CompletionOutcome.of(task.show()));
                toRemember.add(task.id);
                first = first.or(() -> Optional.of(task.run));
            } catch (OrchestratorException e) {
                CompletionOutcome refused = CompletionOutcome.refused(item.taskId(), Refusal.of(e));
                outcomes.add(refused);
                toRemember.add(refused);
            }
        }
        return new Tokens.Effect<>(new CompleteTasksResult(outcomes, false), first, toRemember);
    }

    private CompletionOutcome asItIsNow(Object remembered) {
        if (remembered instanceof CompletionOutcome refused) {
            return refused;
        }
        String taskId = (String) remembered;
        try {
            return CompletionOutcome.of(view.task(taskId).show());
        } catch (OrchestratorException e) {
            return CompletionOutcome.refused(taskId, Refusal.of(e));
        }
    }

    TaskResult failTask(FailTaskRequest request) {
        return answers.once("fail_task", request, () -> {
            ModelTask task = held(request).task;
            view.requireSmall(request.metadata());
            Endings.Failure failure = Endings.Failure.told(request.error(), request.metadata());
            if (request.retryable()) {
                endings.retryOrBury(task, failure);
            } else {
                endings.fail(task, failure);
            }
            return task;
        });
    }

    TaskResult releaseTask(ReleaseTaskRequest request) {
        return answers.once("release_task", request, () -> {
            ModelTask task = held(request).task;
            ModelAttempt attempt = endings.giveBack(task);
            endings.queue(task, laterThanNow(request.delayMs()));
            task.statusReason = request.reason();
            model.record(
                    task,
                    Optional.of(attempt),
                    EventType.TASK_RELEASED,
                    Payload.of(task).withInstant("notBefore", task.notBefore));
            return task;
        });
    }

    private Optional<Instant> laterThanNow(Optional<Long> delayMs) {
        return delayMs.filter(millis -> millis > 0).map(view.now()::plusMillis);
    }

    TaskResult pauseTask(PauseTaskRequest request) {
        return answers.once("pause_task", request, () -> pause(request));
    }

    private ModelTask pause(PauseTaskRequest request) {
        Optional<Instant> resumeAt =
                request.resumeAt().or(() -> request.resumeAfterMs().map(view.now()::plusMillis));
        Optional<Instant> deadlineAt =
                request.deadlineAt().or(() -> request.deadlineAfterMs().map(view.now()::plusMillis));
        if (resumeAt.isPresent() && deadlineAt.filter(resumeAt.get()::isBefore).isEmpty() && deadlineAt.isPresent()) {
            throw ReferenceModel.refusal(ErrorCode.INVALID_ARGUMENT);
        }
        ModelTask task = held(request).task;
        view.requireSmall(request.state());
        ModelAttempt attempt = endings.giveBack(task);
        task.status = request.status() == PauseStatus.BLOCKED ? TaskStatus.BLOCKED : TaskStatus.WAITING_INPUT;
        task.statusReason = request.reason();
        task.notBefore = Optional.empty();
        Endings.forgetPause(task);
        task.resumeAt = resumeAt;
        task.deadlineAt = deadlineAt;
        task.resumeState = request.state();
        task.updatedAt = view.now();
        model.record(
                task,
                Optional.of(attempt),
                request.status() == PauseStatus.BLOCKED ? EventType.TASK_BLOCKED : EventType.TASK_WAITING_INPUT,
                Payload.of(task).withInstant("resumeAt", resumeAt).withInstant("deadlineAt", deadlineAt));
        return task;
    }

    EmitTaskOutputResult emitTaskOutput(EmitTaskOutputRequest request) {
        return tokens.once(
                "emit_task_output",
                request,
                () -> {
                    ModelAttempt attempt = held(request);
                    view.requireSmall(Optional.of(request.value()));
                    ModelTask task = attempt.task;
                    long sequence = task.outputs.size() + 1L;
                    task.outputs.add(new TaskOutput(
                            sequence, attempt.id, request.type(), request.name(), request.value(), view.now()));
                    if (request.type() == OutputType.PROGRESS) {
                        task.progress = Optional.of(request.value());
                    }
                    return Tokens.Effect.on(task.run, new EmitTaskOutputResult(sequence, false), List.of(sequence));
                },
                sequence -> new EmitTaskOutputResult((Long) sequence.get(0), true));
    }
}
