package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.core.store.ClaimFilter;
import dev.parallelmcp.core.store.DependencyState;
import dev.parallelmcp.core.store.KindCounts;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.OutcomeTexts;
import dev.parallelmcp.core.store.PrefixQuery;
import dev.parallelmcp.core.store.Sizes;
import dev.parallelmcp.core.store.TaskOutcome;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskReads;
import dev.parallelmcp.core.store.TaskRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finding tasks. */
class MemoryTaskReads implements TaskReads {

    private final TaskTable tasks;

    MemoryTaskReads(TaskTable tasks) {
        this.tasks = tasks;
    }

    @Override
    public final Optional<TaskRow> find(String taskId) {
        return tasks.rows.find(taskId);
    }

    private Stream<TaskRow> those(List<String> taskIds, Predicate<TaskRow> wanted) {
        return taskIds.stream().map(tasks.rows::find).flatMap(Optional::stream).filter(wanted);
    }

    private static Predicate<TaskRow> in(Optional<String> namespace) {
        return task -> namespace.map(task.spec().namespace()::equals).orElse(true);
    }

    private static Predicate<TaskRow> ofRun(String runId) {
        return task -> task.spec().runId().equals(runId);
    }

    @Override
    public final List<String> idsTaken(List<String> ids) {
        return ids.stream().filter(tasks.rows::has).toList();
    }

    @Override
    public final Suggestions idsWithPrefix(PrefixQuery query) {
        return Prefixes.ids(tasks.rows.rows(), task -> task.spec().namespace(), query);
    }

    @Override
    public final Suggestions queuedKindsWithPrefix(PrefixQuery query) {
        return Prefixes.cut(
                kinds(tasks.queued, Part.of(query.namespace()).ofKind(query.prefix()))
                        .takeWhile(kind -> kind.startsWith(query.prefix())),
                query);
    }

    /** The kinds in an index, from that of the first part on: as many steps as there are kinds. */
    private static Stream<String> kinds(Index<Part, ?, TaskRow> index, Part first) {
        return index.drawersFrom(first)
                .takeWhile(part -> part.differsInKind(first))
                .flatMap(part -> part.kind().stream());
    }

    @Override
    public final List<String> keysTaken(String runId, List<String> keys) {
        return keys.stream()
                .filter(key -> !tasks.byKey.in(new Pair(runId, key)).isEmpty())
                .toList();
    }

    @Override
    public final List<DependencyState> dependencyStates(String runId, List<String> taskIds) {
        return those(taskIds, ofRun(runId))
                .map(MemoryTaskReads::dependencyState)
                .toList();
    }

    static DependencyState dependencyState(TaskRow task) {
        return new DependencyState(task.id(), task.state().status());
    }

    @Override
    public final Listing<TaskSummary> summaries(String runId, List<String> taskIds, int maxBytes) {
        return Listings.of(those(taskIds, ofRun(runId)).map(TaskRow::summary).toList(), Sizes::of, maxBytes);
    }

    @Override
    public final List<TaskOutcome> outcomes(Optional<String> namespace, List<String> taskIds) {
        return those(taskIds, in(namespace))
                .map(task -> new TaskOutcome(
                        task.id(),
                        Optional.ofNullable(task.spec().key()),
                        task.spec().kind(),
                        task.state().status(),
                        Optional.ofNullable(task.state().output()).map(MemoryTaskReads::bytes),
                        Optional.ofNullable(task.state().error())
                                .map(Json::trusted)
                                .map(MemoryTaskReads::bytes)))
                .toList();
    }

    private static long bytes(Json text) {
        return text.utf8Bytes();
    }

    @Override
    public final List<OutcomeTexts> outcomeTexts(Optional<String> namespace, List<String> taskIds) {
        return those(taskIds, in(namespace))
                .map(task -> new OutcomeTexts(
                        task.id(),
                        Optional.ofNullable(task.state().output()),
                        Optional.ofNullable(task.state().error())))
                .toList();
    }

    @Override
    public final boolean hasFailedDependency(String taskId) {
        return tasks.dependencies(taskId)
                .map(task -> task.state().status())
                .anyMatch(status -> status == TaskStatus.FAILED || status == TaskStatus.CANCELLED);
    }

    @Override
    public final boolean anyReady(ClaimFilter filter) {
        return firstReady(filter).isPresent();
    }

    /** Ready ones come first, so one look into each drawer is enough. */
    final Optional<TaskRow> firstReady(ClaimFilter filter) {
        return Part.of(filter.namespace(), filter.runId(), filter.kinds()).stream()
                .flatMap(part -> tasks.queued.in(part).values().stream().limit(1))
                .filter(task -> task.state().ready())
                .min(Comparator.comparing(QueuePlace::of));
    }

    @Override
    public final Optional<Instant> nextDue(Optional<String> namespace) {
        return tasks.due.in(Part.of(namespace)).keySet().stream().findFirst().map(TimePlace::at);
    }

    @Override
    public final List<KindCounts> countByKind(Optional<String> namespace, Instant now) {
        Part part = Part.of(namespace);
        TaskCounts counts = new TaskCounts(now);
        tasks.queued.in(part).values().forEach(task -> counts.addQueued(task, tasks.dependencies(task.id())));
        tasks.underWay.in(part).values().forEach(counts::addUnderWay);
        kinds(tasks.dead, part)
                .forEach(kind ->
                        counts.addDead(kind, tasks.dead.in(part.ofKind(kind)).size()));
        return counts.list();
    }

    @Override
    public final Listing<TaskView> listOfRun(TaskQuery query) {
        List<TaskRow> page = tasks.byStatus.page(
                TaskTable.statusKeys(query.runId().orElseThrow(), query.statuses()),
                in(query.namespace()).and(task -> hasKind(query, task)),
                SortDirection.ASC,
                query.page());
        return listing(query, page);
    }

    private static boolean hasKind(TaskQuery query, TaskRow task) {
        return query.kinds().isEmpty() || query.kinds().contains(task.spec().kind());
    }

    @Override
    public final Listing<TaskView> listQueued(TaskQuery query) {
        return listing(
                query,
                tasks.queued.page(parts(query), task -> isReadyBy(query, task), SortDirection.ASC, query.page()));
    }

    private static boolean isReadyBy(TaskQuery query, TaskRow task) {
        Instant notBefore = task.state().notBefore();
        return notBefore == null
                || query.readyBy().map(by -> !notBefore.isAfter(by)).orElse(true);
    }

    @Override
    public final Listing<TaskView> listDead(TaskQuery query) {
        return listing(query, tasks.dead.page(parts(query), task -> true, SortDirection.DESC, query.page()));
    }

    private static List<Part> parts(TaskQuery query) {
        return Part.of(query.namespace(), query.runId(), query.kinds());
    }

    private static Listing<TaskView> listing(TaskQuery query, List<TaskRow> rows) {
        List<TaskView> views =
                rows.stream().map(row -> view(query.detail(), row)).toList();
        return Listings.of(views, MemoryTaskReads::replyBytes, query.page().maxBytes());
    }

    private static TaskView view(Detail detail, TaskRow row) {
        return switch (detail) {
            case FULL -> row.task();
            case SUMMARY -> row.summary();
        };
    }

    private static long replyBytes(TaskView view) {
        return view instanceof Task task ? Sizes.of(task) : Sizes.of((TaskSummary) view);
    }
}
