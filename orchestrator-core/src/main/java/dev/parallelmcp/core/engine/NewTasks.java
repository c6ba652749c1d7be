package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.IdKind;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.TaskDraft;
import dev.parallelmcp.core.store.DependencyState;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskSpec;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.TaskStateDraft;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tasks of one call, as if each were enqueued by itself and none before what it depends on: where a dependency
 * has failed, a task follows its policy at once, and so do those behind it. What is asked of the store about all of them
 * is asked once.
 */
final class NewTasks {

    private final UnitOfWork work;
    private final RunRow run;
    private final TaskGraph graph;
    private final Map<String, TaskStatus> statuses = new HashMap<>();
    private final Set<String> snapshotsOfRun = new HashSet<>();

    private NewTasks(UnitOfWork work, RunRow run, TaskGraph graph) {
        this.work = work;
        this.run = run;
        this.graph = graph;
    }

    /** Answers the tasks in the order given. */
    static List<TaskRow> make(UnitOfWork work, String runId, TaskGraph graph) {
        RunRow run = work.run(runId);
        Refusals.requireOpen(run);
        return new NewTasks(work, run, graph).make();
    }

    private List<TaskRow> make() {
        requireRoom();
        requireUnusedIds();
        requireUnusedKeys();
        readDependencies();
        Map<String, TaskRow> made = new HashMap<>();
        for (NewTask task : graph.ordered()) {
            TaskRow row = insert(task);
            statuses.put(row.id(), row.state().status());
            made.put(row.id(), row);
        }
        return graph.tasks().stream().map(task -> made.get(task.id())).toList();
    }

    private void requireRoom() {
        int max = work.options().maxTasksPerRun();
        int held = run.tally().total();
        int more = graph.tasks().size();
        if (held + more > max) {
            throw OrchestratorException.builder(
                            ErrorCode.LIMIT_EXCEEDED,
                            "run " + run.run().id() + " holds " + held + " tasks and may hold " + max
                                    + ", so there is no room for " + more + " more; create another run")
                    .id("runId", run.run().id())
                    .nextTool("create_run")
                    .build();
        }
    }

    private void requireUnusedIds() {
        List<String> ids = graph.tasks().stream()
                .flatMap(task -> task.draft().id().stream())
                .toList();
        Set<String> taken = work.takenTaskIds(ids);
        for (NewTask task : graph.tasks()) {
            if (taken.contains(task.id())) {
                throw task.refusal(work.idTaken(IdKind.TASK, task.id()));
            }
            if (!graph.isFirstOfItsId(task)) {
                throw task.refusal(Refusals.duplicateId(IdKind.TASK, task.id()));
            }
        }
    }

    private void requireUnusedKeys() {
        List<String> keys = graph.tasks().stream()
                .flatMap(task -> task.draft().key().stream())
                .toList();
        if (keys.isEmpty()) {
            return;
        }
        Set<String> taken = new HashSet<>(work.tx().tasks().keysTaken(run.run().id(), keys));
        for (NewTask task : graph.tasks()) {
            Optional<String> key = task.draft().key();
            if (key.isPresent() && !taken.add(key.get())) {
                throw task.refusal(OrchestratorException.builder(
                                ErrorCode.DUPLICATE_TASK_KEY,
                                "run " + run.run().id() + " has a task with key " + key.get()
                                        + " already; give another key or none")
                        .id("runId", run.run().id())
                        .id("key", key.get())
                        .build());
            }
        }
    }

    private void readDependencies() {
        List<String> outside = graph.outside();
        if (outside.isEmpty()) {
            return;
        }
        for (DependencyState found :
                work.tx().tasks().dependencyStates(run.run().id(), outside)) {
            statuses.put(found.taskId(), found.status());
        }
        for (NewTask task : graph.tasks()) {
            List<String> unknown = task.dependsOn().stream()
                    .filter(id -> !graph.has(id) && !statuses.containsKey(id))
                    .toList();
            if (!unknown.isEmpty()) {
                throw task.refusal(Refusals.unknownDependency(run.run().id(), unknown));
            }
        }
    }

    private TaskRow insert(NewTask task) {
        TaskRow row = work.tx().tasks().insert(new TaskRow(task.examine(() -> spec(task)), state(task)));
        work.ledger()
                .add(run.run().id(), RunTally.one(TaskStatus.QUEUED, row.state().unmetDependencies()));
        work.record(row, null, EventType.TASK_ENQUEUED, enqueued(row));
        boolean doomed = task.policy() == DependencyFailurePolicy.CANCEL
                && task.dependsOn().stream().anyMatch(this::failed);
        return doomed ? Dependents.cancel(work, row) : row;
    }

    private TaskSpec spec(NewTask task) {
        TaskDraft draft = task.draft();
        return new TaskSpec(
                0,
                task.id(),
                run.run().id(),
                run.run().namespace(),
                draft.kind(),
                draft.key().orElse(null),
                draft.priority().orElse(0),
                draft.maxAttempts().orElse(work.options().maxAttempts()),
                draft.retry().orElse(RetryPolicy.DEFAULT),
                draft.timeoutMs().orElse(null),
                work.payload("input", draft.input()),
                work.payload("metadata", draft.metadata()),
                task.dependsOn(),
                task.policy(),
                draft.contextSnapshotId().isPresent(),
                work.now());
    }

    private TaskState state(NewTask task) {
        @Nullable
        Instant notBefore = Timers.at(
                        work, task.draft().notBefore(), task.draft().delayMs())
                .orElse(null);
        long unmet =
                task.dependsOn().stream().filter(id -> !met(id, task.policy())).count();
        return TaskStateDraft.queued(work.now())
                .unmetDependencies((int) unmet)
                .notBefore(notBefore)
                .delayed(notBefore != null && notBefore.isAfter(work.now()))
                .contextSnapshotId(task.examine(() -> context(task.draft())))
                .build();
    }

    /** The one asked for, which must be of this run, else the run's current one. */
    private @Nullable String context(TaskDraft draft) {
        Optional<String> asked = draft.contextSnapshotId();
        if (asked.isEmpty()) {
            return run.run().currentContextSnapshotId().orElse(null);
        }
        if (snapshotsOfRun.add(asked.get())) {
            AppendContextSnapshot.ofRun(work, run.run().id(), asked.get());
        }
        return asked.get();
    }

    private boolean met(String taskId, DependencyFailurePolicy policy) {
        return statuses.get(taskId) == TaskStatus.COMPLETED
                || (failed(taskId) && policy == DependencyFailurePolicy.CONTINUE);
    }

    private boolean failed(String taskId) {
        TaskStatus status = statuses.get(taskId);
        return status == TaskStatus.FAILED || status == TaskStatus.CANCELLED;
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
