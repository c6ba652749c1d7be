package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.ContextSnapshot;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.store.DependencyState;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskSpec;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.TaskStateDraft;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** enqueue_task. */
final class EnqueueTask extends TaskUseCase<EnqueueTaskRequest> {

    @Override
    public String operation() {
        return "enqueue_task";
    }

    @Override
    TaskRow change(UnitOfWork work, EnqueueTaskRequest request) {
        RunRow run = work.run(request.runId());
        Refusals.requireOpen(run);
        requireRoom(work, run);
        requireUnused(work, request);
        List<DependencyState> dependencies = dependencies(work, request);
        TaskRow task = work.tx().tasks().insert(row(work, run, request, dependencies));
        work.ledger()
                .add(
                        run.run().id(),
                        RunTally.one(TaskStatus.QUEUED, task.state().unmetDependencies()));
        work.record(task, null, EventType.TASK_ENQUEUED, enqueued(task));
        boolean doomed = policy(request) == DependencyFailurePolicy.CANCEL
                && dependencies.stream().anyMatch(EnqueueTask::failed);
        return doomed ? Dependents.cancel(work, task) : task;
    }

    private static TaskRow row(
            UnitOfWork work, RunRow run, EnqueueTaskRequest request, List<DependencyState> dependencies) {
        return new TaskRow(spec(work, run, request), state(work, run, request, dependencies));
    }

    private static TaskSpec spec(UnitOfWork work, RunRow run, EnqueueTaskRequest request) {
        return new TaskSpec(
                0,
                request.id().orElseGet(() -> work.newId(IdKind.TASK)),
                run.run().id(),
                run.run().namespace(),
                request.kind(),
                request.key().orElse(null),
                request.priority().orElse(0),
                request.maxAttempts().orElse(work.options().maxAttempts()),
                request.retry().orElse(RetryPolicy.DEFAULT),
                request.timeoutMs().orElse(null),
                work.payload("input", request.input()),
                work.payload("metadata", request.metadata()),
                request.dependsOnTaskIds(),
                policy(request),
                request.contextSnapshotId().isPresent(),
                work.now());
    }

    private static TaskState state(
            UnitOfWork work, RunRow run, EnqueueTaskRequest request, List<DependencyState> dependencies) {
        @Nullable
        Instant notBefore =
                Timers.at(work, request.notBefore(), request.delayMs()).orElse(null);
        long unmet = dependencies.stream()
                .filter(dependency -> !met(dependency, policy(request)))
                .count();
        return TaskStateDraft.queued(work.now())
                .unmetDependencies((int) unmet)
                .notBefore(notBefore)
                .delayed(notBefore != null && notBefore.isAfter(work.now()))
                .contextSnapshotId(context(work, run, request))
                .build();
    }

    /** The one asked for, which must be of this run, else the run's current one. */
    private static @Nullable String context(UnitOfWork work, RunRow run, EnqueueTaskRequest request) {
        Optional<String> asked = request.contextSnapshotId();
        if (asked.isEmpty()) {
            return run.run().currentContextSnapshotId().orElse(null);
        }
        ContextSnapshot snapshot = AppendContextSnapshot.ofRun(work, run.run().id(), asked.get());
        return snapshot.id();
    }

    private static void requireRoom(UnitOfWork work, RunRow run) {
        int max = work.options().maxTasksPerRun();
        if (run.tally().total() >= max) {
            throw OrchestratorException.builder(
                            ErrorCode.LIMIT_EXCEEDED,
                            "run " + run.run().id() + " holds " + max + " tasks, the most that a run may; "
                                    + "create another run")
                    .id("runId", run.run().id())
                    .nextTool("create_run")
                    .build();
        }
    }

    private static void requireUnused(UnitOfWork work, EnqueueTaskRequest request) {
        work.requireUnused(IdKind.TASK, request.id());
        if (request.key().isPresent()
                && work.tx().tasks().keyTaken(request.runId(), request.key().get())) {
            throw OrchestratorException.builder(
                            ErrorCode.DUPLICATE_TASK_KEY,
                            "run " + request.runId() + " has a task with key "
                                    + request.key().get() + " already; give another key or none")
                    .id("runId", request.runId())
                    .id("key", request.key().get())
                    .build();
        }
    }

    private static List<DependencyState> dependencies(UnitOfWork work, EnqueueTaskRequest request) {
        List<String> asked = request.dependsOnTaskIds();
        if (asked.isEmpty()) {
            return List.of();
        }
        if (request.id().isPresent() && asked.contains(request.id().get())) {
            throw OrchestratorException.builder(
                            ErrorCode.DEPENDENCY_CYCLE,
                            "a task cannot depend on itself: " + request.id().get() + " → "
                                    + request.id().get())
                    .id("taskId", request.id().get())
                    .build();
        }
        List<DependencyState> found = work.tx().tasks().dependencyStates(request.runId(), asked);
        if (found.size() < asked.size()) {
            Set<String> unknown = new LinkedHashSet<>(asked);
            found.forEach(dependency -> unknown.remove(dependency.taskId()));
            throw OrchestratorException.builder(
                            ErrorCode.UNKNOWN_DEPENDENCY,
                            "run " + request.runId() + " has no task "
                                    + String.join(
                                            ", ", unknown.stream().limit(10).toList())
                                    + "; a task depends on tasks of its own run that exist already")
                    .id("runId", request.runId())
                    .build();
        }
        return found;
    }

    private static DependencyFailurePolicy policy(EnqueueTaskRequest request) {
        return request.onDependencyFailure().orElse(DependencyFailurePolicy.CANCEL);
    }

    private static boolean met(DependencyState dependency, DependencyFailurePolicy policy) {
        return dependency.status() == TaskStatus.COMPLETED
                || (failed(dependency) && policy == DependencyFailurePolicy.CONTINUE);
    }

    private static boolean failed(DependencyState dependency) {
        return dependency.status() == TaskStatus.FAILED || dependency.status() == TaskStatus.CANCELLED;
    }

    private static EventPayload enqueued(TaskRow task) {
        return EventPayload.of(task.state())
                .put("kind", task.spec().kind())
                .putIfPresent("key", task.spec().key())
                .put("priority", task.spec().priority())
                .put("unmetDependencies", task.state().unmetDependencies())
                .putIfPresent("notBefore", task.state().notBefore());
    }
}
