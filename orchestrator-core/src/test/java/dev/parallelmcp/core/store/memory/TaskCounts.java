package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.KindCounts;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.WorkCounts;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tasks, counted by kind. */
final class TaskCounts {

    private static final WorkCounts DELAYED = new WorkCounts(0, 1, 0, 0, 0, 0, Optional.empty());
    private static final WorkCounts BEHIND = new WorkCounts(0, 0, 1, 0, 0, 0, Optional.empty());
    private static final WorkCounts LEASED = new WorkCounts(0, 0, 0, 1, 0, 0, Optional.empty());
    private static final WorkCounts PAUSED = new WorkCounts(0, 0, 0, 0, 1, 0, Optional.empty());

    private final Instant now;
    /** The lines whose first ready task was met. */
    private final Set<List<Object>> lines = new HashSet<>();

    private final Map<String, WorkCounts> byKind = new TreeMap<>(Orders.TEXT);

    TaskCounts(Instant now) {
        this.now = now;
    }

    /** To be called in the order in which they would be claimed. */
    void addQueued(TaskRow task, Stream<TaskRow> dependencies) {
        TaskState state = task.state();
        Instant notBefore = state.notBefore();
        if (state.unmetDependencies() > 0) {
            add(task, BEHIND);
        } else if (state.delayed() && notBefore != null && notBefore.isAfter(now)) {
            add(task, DELAYED);
        } else {
            boolean looked = state.delayed() || lines.add(line(task));
            add(task, new WorkCounts(1, 0, 0, 0, 0, 0, looked ? readySince(state, dependencies) : Optional.empty()));
        }
    }

    private static List<Object> line(TaskRow task) {
        return List.of(task.spec().kind(), task.spec().namespace(), task.spec().priority());
    }

    /** The latest of these: it was queued, its delay ended, its last dependency ended. */
    private static Optional<Instant> readySince(TaskState state, Stream<TaskRow> dependencies) {
        Stream<Instant> own = Stream.concat(Stream.of(state.updatedAt()), Stream.ofNullable(state.notBefore()));
        Stream<Instant> ends =
                dependencies.flatMap(task -> Stream.ofNullable(task.state().completedAt()));
        return Stream.concat(own, ends).max(Instant::compareTo);
    }

    void addUnderWay(TaskRow task) {
        TaskStatus status = task.state().status();
        add(task, status == TaskStatus.LEASED || status == TaskStatus.RUNNING ? LEASED : PAUSED);
    }

    void addDead(String kind, int tasks) {
        add(kind, new WorkCounts(0, 0, 0, 0, 0, tasks, Optional.empty()));
    }

    private void add(TaskRow task, WorkCounts counts) {
        add(task.spec().kind(), counts);
    }

    private void add(String kind, WorkCounts counts) {
        byKind.merge(kind, counts, WorkCounts::plus);
    }

    List<KindCounts> list() {
        return byKind.entrySet().stream()
                .map(kind -> new KindCounts(kind.getKey(), kind.getValue()))
                .toList();
    }
}
