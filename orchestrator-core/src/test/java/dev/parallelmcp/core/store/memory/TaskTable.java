package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks, what depends on what, and every order in which somebody looks for them. A task that is not ready, due or dead is
 * in none of the drawers where such tasks are looked for, so nobody ever walks past it.
 */
final class TaskTable {

    /** It never changes, so a save of a task leaves its dependencies alone, however many it has. */
    record Edge(String dependsOn, String taskId, long taskSeq) {}

    final Table<String, TaskRow> rows;
    /** Queued ones: where claims look. */
    final Index<Part, QueuePlace, TaskRow> queued;
    /** Leased, running and paused ones. */
    final Index<Part, Long, TaskRow> underWay;

    final Index<Part, TimePlace, TaskRow> dead;
    final Index<Part, TimePlace, TaskRow> due;
    /** By run and name of the status. */
    final Index<Pair, Long, TaskRow> byStatus;
    /** By run and key. */
    final Index<Pair, Long, TaskRow> byKey;

    private final Table<Pair, Edge> edges;
    private final Index<String, Long, Edge> dependents;
    private final Index<String, String, Edge> dependencies;

    TaskTable(Journal journal) {
        rows = new Table<>(journal);
        queued = rows.index(TaskTable::whereQueued, QueuePlace::of);
        underWay = rows.index(TaskTable::whereUnderWay, TaskTable::seq);
        dead = rows.index(TaskTable::whereDead, task -> place(task, task.state().completedAt()));
        due = rows.index(TaskTable::whereDue, task -> place(task, task.state().dueAt()));
        byStatus = rows.index(
                task -> List.of(statusKey(task.spec().runId(), task.state().status())), TaskTable::seq);
        byKey = rows.index(TaskTable::whereKeyed, TaskTable::seq);
        edges = new Table<>(journal);
        dependents = edges.index(edge -> List.of(edge.dependsOn()), Edge::taskSeq);
        dependencies = edges.index(edge -> List.of(edge.taskId()), Edge::dependsOn);
    }

    static long seq(TaskRow task) {
        return task.spec().seq();
    }

    static Pair statusKey(String runId, TaskStatus status) {
        return new Pair(runId, status.name());
    }

    private static TimePlace place(TaskRow task, @Nullable Instant at) {
        return new TimePlace(Objects.requireNonNull(at), seq(task));
    }

    private static List<Part> whereQueued(TaskRow task) {
        return task.state().status() == TaskStatus.QUEUED ? Part.of(task) : List.of();
    }

    private static List<Part> whereUnderWay(TaskRow task) {
        return switch (task.state().status()) {
            case LEASED, RUNNING, BLOCKED, WAITING_INPUT -> Part.ofNamespace(task);
            case QUEUED, COMPLETED, FAILED, CANCELLED -> List.of();
        };
    }

    private static List<Part> whereDead(TaskRow task) {
        return task.state().dead() ? Part.of(task) : List.of();
    }

    private static List<Part> whereDue(TaskRow task) {
        return task.state().dueAt() == null ? List.of() : Part.ofNamespace(task);
    }

    private static List<Pair> whereKeyed(TaskRow task) {
        return Stream.ofNullable(task.spec().key())
                .map(key -> new Pair(task.spec().runId(), key))
                .toList();
    }

    /** Those of a run that have one of these statuses. */
    static List<Pair> statusKeys(String runId, List<TaskStatus> statuses) {
        return statuses.stream().map(status -> statusKey(runId, status)).toList();
    }

    void addEdges(TaskRow task) {
        for (String dependency : task.spec().dependsOn()) {
            edges.put(new Pair(dependency, task.id()), new Edge(dependency, task.id(), seq(task)));
        }
    }

    /** The tasks that depend on this one, in enqueue order. */
    Stream<TaskRow> dependents(String taskId) {
        return dependents.in(taskId).values().stream().map(edge -> rows.get(edge.taskId()));
    }

    /** The tasks that this one depends on. */
    Stream<TaskRow> dependencies(String taskId) {
        return dependencies.in(taskId).values().stream().map(edge -> rows.get(edge.dependsOn()));
    }

    /** Takes out the tasks of a run with all that they depend on, and answers their ids. */
    List<String> deleteOfRun(String runId) {
        List<String> ids = Stream.of(TaskStatus.values())
                .flatMap(status -> byStatus.in(statusKey(runId, status)).values().stream())
                .map(TaskRow::id)
                .toList();
        for (String id : ids) {
            List.copyOf(dependencies.in(id).values())
                    .forEach(edge -> edges.remove(new Pair(edge.dependsOn(), edge.taskId())));
            rows.remove(id);
        }
        return ids;
    }
}
