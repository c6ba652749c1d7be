package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.model.KindStats;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.result.StatsResult;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskSpec;
import dev.parallelmcp.core.store.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Statistics by looking at every task and run. It looks after every step, so it knows since when a task is ready because
 * it saw it become so, and not from what the task's record says.
 */
final class StatsOracle {

    /** Seen ready since {@code since}, when the record was last changed at {@code updatedAt}. */
    private record Ready(Instant since, Instant updatedAt) {}

    private record SeenRun(String namespace, RunStatus status) {}

    private final Store store;
    private final Map<String, Ready> ready = new HashMap<>();
    private List<TaskRow> tasks = List.of();
    private List<SeenRun> runs = List.of();
    private Instant before = Instant.MIN;
    private Instant now = Instant.MIN;
    private final int[] seen = new int[6];

    StatsOracle(Store store) {
        this.store = store;
    }

    /** How often each number was more than 0, in their order. */
    List<Integer> seen() {
        return Arrays.stream(seen).boxed().toList();
    }

    void observe(List<String> runIds, List<String> taskIds) {
        now = store.<Instant>read(tx -> look(tx, runIds, taskIds));
        ready.keySet().retainAll(tasks.stream().map(TaskRow::id).toList());
        tasks.forEach(this::follow);
    }

    private Instant look(ReadTransaction tx, List<String> runIds, List<String> taskIds) {
        before = now;
        tasks = taskIds.stream().map(tx.tasks()::find).flatMap(Optional::stream).toList();
        runs = runIds.stream()
                .map(tx.runs()::find)
                .flatMap(Optional::stream)
                .map(row -> new SeenRun(row.run().namespace(), row.run().status()))
                .toList();
        return tx.now();
    }

    private void follow(TaskRow task) {
        TaskState state = task.state();
        Ready known = ready.get(task.id());
        if (!isReady(state)) {
            ready.remove(task.id());
        } else if (known == null || !known.updatedAt().equals(state.updatedAt())) {
            Instant notBefore = state.notBefore();
            boolean delayEnded = notBefore != null && notBefore.isAfter(before) && !notBefore.isAfter(now);
            ready.put(task.id(), new Ready(delayEnded ? notBefore : now, state.updatedAt()));
        }
    }

    private boolean isReady(TaskState state) {
        return state.status() == TaskStatus.QUEUED && state.unmetDependencies() == 0 && !isDelayed(state);
    }

    private boolean isDelayed(TaskState state) {
        Instant notBefore = state.notBefore();
        return state.delayed() && notBefore != null && notBefore.isAfter(now);
    }

    StatsResult expected(Optional<String> namespace) {
        Map<String, List<TaskRow>> kinds = new TreeMap<>();
        List<TaskRow> all = tasks.stream()
                .filter(task -> namespace.stream().allMatch(task.spec().namespace()::equals))
                .filter(task -> sort(task) >= 0)
                .toList();
        all.forEach(task -> kinds.merge(task.spec().kind(), List.of(task), StatsOracle::joined));
        Map<RunStatus, Integer> runsByStatus = new EnumMap<>(RunStatus.class);
        runs.stream()
                .filter(run -> namespace.stream().allMatch(run.namespace()::equals))
                .forEach(run -> runsByStatus.merge(run.status(), 1, Integer::sum));
        return new StatsResult(
                count(all, 0),
                count(all, 1),
                count(all, 2),
                count(all, 3),
                count(all, 4),
                count(all, 5),
                age(all),
                kinds.entrySet().stream()
                        .map(kind -> stats(kind.getKey(), kind.getValue()))
                        .toList(),
                runsByStatus,
                false);
    }

    private KindStats stats(String kind, Collection<TaskRow> of) {
        return new KindStats(
                kind, count(of, 0), count(of, 1), count(of, 2), count(of, 3), count(of, 4), count(of, 5), age(of));
    }

    private static List<TaskRow> joined(List<TaskRow> some, List<TaskRow> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private int count(Collection<TaskRow> of, int sort) {
        int count = (int) of.stream().filter(task -> sort(task) == sort).count();
        seen[sort] += count;
        return count;
    }

    /** The place of the number that counts this task, or less than 0. */
    private int sort(TaskRow task) {
        TaskState state = task.state();
        return switch (state.status()) {
            case QUEUED -> state.unmetDependencies() > 0 ? 2 : isDelayed(state) ? 1 : 0;
            case LEASED, RUNNING -> 3;
            case BLOCKED, WAITING_INPUT -> 4;
            case FAILED -> state.dead() ? 5 : -1;
            case COMPLETED, CANCELLED -> -1;
        };
    }

    private Optional<Long> age(Collection<TaskRow> of) {
        return of.stream()
                .filter(task -> sort(task) == 0 && isNextInLine(task))
                .map(task -> ready.get(task.id()).since())
                .min(Instant::compareTo)
                .map(since -> Duration.between(since, now).toMillis());
    }

    /** A delay that is over without having been applied: that task stands in no line yet. */
    private boolean isNextInLine(TaskRow task) {
        return task.state().delayed()
                || tasks.stream()
                        .filter(other -> other.state().ready() && isSameLine(task.spec(), other.spec()))
                        .noneMatch(other -> other.spec().seq() < task.spec().seq());
    }

    private static boolean isSameLine(TaskSpec one, TaskSpec other) {
        return one.kind().equals(other.kind())
                && one.namespace().equals(other.namespace())
                && one.priority() == other.priority();
    }
}
