package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.KindStats;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.GetStatsRequest;
import dev.parallelmcp.core.model.result.StatsResult;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** get_stats: every task that somebody has yet to do something about, counted in one place. */
final class StatsRules {

    private final View view;

    StatsRules(View view) {
        this.view = view;
    }

    StatsResult getStats(GetStatsRequest request) {
        Optional<String> namespace = view.narrow(request.namespace());
        Predicate<ModelRun> wanted = run -> namespace.stream().allMatch(run.namespace::equals);
        List<ModelTask> tasks = view.tasks()
                .filter(task -> wanted.test(task.run) && isCounted(task))
                .toList();
        KindStats all = count("", tasks);
        Map<RunStatus, Integer> runs = new EnumMap<>(RunStatus.class);
        view.runs().filter(wanted).forEach(run -> runs.merge(run.status, 1, Integer::sum));
        return new StatsResult(
                all.ready(),
                all.delayed(),
                all.blockedByDependency(),
                all.leased(),
                all.paused(),
                all.dead(),
                all.oldestReadyAgeMs(),
                byKind(tasks),
                runs,
                false);
    }

    private List<KindStats> byKind(List<ModelTask> tasks) {
        TreeSet<String> kinds = new TreeSet<>();
        tasks.forEach(task -> kinds.add(task.draft.kind()));
        return kinds.stream()
                .map(kind -> count(
                        kind,
                        tasks.stream()
                                .filter(task -> task.draft.kind().equals(kind))
                                .toList()))
                .toList();
    }

    private static boolean isCounted(ModelTask task) {
        return !task.status.terminal() || task.dead;
    }

    private KindStats count(String kind, List<ModelTask> tasks) {
        return new KindStats(
                kind,
                count(tasks, this::ready),
                count(tasks, task -> task.queuedAndMet() && !ready(task)),
                count(tasks, task -> task.status == TaskStatus.QUEUED && !task.queuedAndMet()),
                count(tasks, task -> task.status.held()),
                count(tasks, task -> task.status.paused()),
                count(tasks, task -> task.dead),
                nextInLine(tasks)
                        .map(this::readySince)
                        .min(Instant::compareTo)
                        .map(since ->
                                Math.max(0, Duration.between(since, view.now()).toMillis())));
    }

    /** Of each line the ready task that was enqueued first, and those that are ready although that was not applied. */
    private Stream<ModelTask> nextInLine(List<ModelTask> tasks) {
        Map<List<Object>, ModelTask> first = new LinkedHashMap<>();
        tasks.stream()
                .filter(task -> ready(task) && !task.delayed)
                .forEach(task -> first.putIfAbsent(
                        List.of(
                                task.draft.kind(),
                                task.run.namespace,
                                task.draft.priority().orElse(0)),
                        task));
        return Stream.concat(first.values().stream(), tasks.stream().filter(task -> ready(task) && task.delayed));
    }

    private static int count(List<ModelTask> tasks, Predicate<ModelTask> sort) {
        return (int) tasks.stream().filter(sort).count();
    }

    /** A delay that is over counts as such, whether or not that was applied. */
    private boolean ready(ModelTask task) {
        return task.queuedAndMet()
                && !(task.delayed && task.notBefore.filter(view.now()::isBefore).isPresent());
    }

    /** Since it was queued, its delay ended, or the last of its dependencies did: whichever was latest. */
    private Instant readySince(ModelTask task) {
        Stream<Instant> dependenciesEnded = task.dependsOn.stream().flatMap(one -> one.completedAt.stream());
        return Stream.concat(Stream.of(task.updatedAt), Stream.concat(task.notBefore.stream(), dependenciesEnded))
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
