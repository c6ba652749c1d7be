package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.TaskStateDraft;
import dev.parallelmcp.core.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every form of the lists of tasks shows what a walk over all of them would show. */
class TaskListTest {
    private static final int TASKS = 200;
    private static final int ENOUGH_BYTES = 100_000_000;
    private static final List<String> KINDS = List.of("k1", "k2", "k3");
    private static final List<TaskStatus> SOME = List.of(TaskStatus.FAILED, TaskStatus.QUEUED, TaskStatus.BLOCKED);
    private static final Instant READY_BY = Rows.NOW.plusSeconds(2);

    private static final Comparator<TaskRow> ENQUEUED =
            Comparator.comparing(task -> task.spec().seq());
    private static final Comparator<TaskRow> QUEUE = Comparator.<TaskRow, Boolean>comparing(
                    task -> !task.state().ready())
            .thenComparing(task -> -task.spec().priority())
            .thenComparing(ENQUEUED);
    private static final Comparator<TaskRow> LATEST_DEAD = Comparator.<TaskRow, Instant>comparing(
                    task -> task.state().completedAt())
            .thenComparing(ENQUEUED)
            .reversed();

    private final Random random = new Random(20260103);
    private final SqliteStore store = SqliteStore.inMemory();
    private final List<TaskRow> tasks = new ArrayList<>();

    @BeforeEach
    void createTasks() {
        store.write(transaction -> {
            transaction.runs().insert(Rows.run("a1", "a"));
            transaction.runs().insert(Rows.run("a2", "a"));
            transaction.runs().insert(Rows.run("b1", "b"));
            for (int i = 0; i < TASKS; i++) {
                tasks.add(insert(transaction, i));
            }
            return true;
        });
    }

    private TaskRow insert(Transaction transaction, int number) {
        String run = List.of("a1", "a2", "b1").get(random.nextInt(3));
        TaskStateDraft state = Rows.queued().unmetDependencies(random.nextInt(2));
        switch (random.nextInt(6)) {
            case 0 -> state.notBefore(Rows.NOW.plusSeconds(random.nextInt(5))).delayed(true);
            case 1 -> state.status(TaskStatus.BLOCKED);
            case 2 -> state.status(TaskStatus.CANCELLED).completedAt(Rows.NOW);
            case 3 -> state.status(TaskStatus.FAILED).dead(true).completedAt(Rows.NOW.plusMillis(random.nextInt(4)));
            case 4 -> state.status(TaskStatus.COMPLETED).completedAt(Rows.NOW);
            default -> state.progress(Json.trusted("{\"half\":true}"));
        }
        TaskRow task =
                Rows.task("task" + number, run, run.substring(0, 1), KINDS.get(random.nextInt(3)), random.nextInt(3));
        TaskRow inserted = transaction.tasks().insert(task.with(state.build()));
        transaction
                .runs()
                .adjust(
                        run,
                        RunTally.one(inserted.state().status(), inserted.state().unmetDependencies()));
        return inserted;
    }

    @AfterEach
    void close() {
        store.close();
    }

    private interface ListOf {
        Listing<TaskView> list(Transaction transaction, TaskQuery query);
    }

    private void check(
            ListOf list,
            Optional<String> run,
            Comparator<TaskRow> order,
            Predicate<TaskRow> shown,
            Optional<Instant> readyBy) {
        for (Optional<String> namespace : List.of(Optional.<String>empty(), Optional.of("a"), Optional.of("x"))) {
            for (List<String> kinds : List.of(List.<String>of(), List.of("k3", "k1", "absent"))) {
                for (int offset = 0; offset <= 20; offset += 10) {
                    TaskQuery query = new TaskQuery(
                            namespace, run, SOME, kinds, readyBy, Detail.FULL, new Page(10, offset, ENOUGH_BYTES));
                    List<Task> expected = tasks.stream()
                            .filter(shown)
                            .filter(task -> matches(query, task))
                            .sorted(order)
                            .skip(offset)
                            .limit(10)
                            .map(TaskRow::task)
                            .toList();
                    Listing<TaskView> listing = store.write(transaction -> list.list(transaction, query));
                    assertThat(listing.items()).as("%s", query).isEqualTo(expected);
                    assertThat(listing.truncated()).isFalse();
                }
            }
        }
    }

    private static boolean matches(TaskQuery query, TaskRow task) {
        return query.namespace().map(task.spec().namespace()::equals).orElse(true)
                && query.runId().map(task.spec().runId()::equals).orElse(true)
                && (query.kinds().isEmpty()
                        || query.kinds().contains(task.spec().kind()));
    }

    @Test
    void tasksOfARunComeInEnqueueOrder() {
        List<TaskStatus> withCompleted = List.of(TaskStatus.COMPLETED, TaskStatus.BLOCKED);
        for (List<TaskStatus> statuses : List.of(SOME, withCompleted, List.of(TaskStatus.values()))) {
            check(
                    (transaction, query) -> transaction.tasks().listOfRun(of(statuses, query)),
                    Optional.of("a1"),
                    ENQUEUED,
                    task -> statuses.contains(task.state().status()),
                    Optional.empty());
        }
    }

    private static TaskQuery of(List<TaskStatus> statuses, TaskQuery query) {
        return new TaskQuery(
                query.namespace(),
                query.runId(),
                statuses,
                query.kinds(),
                query.readyBy(),
                query.detail(),
                query.page());
    }

    @Test
    void queuedTasksComeReadyFirstThenByPriorityThenOldest() {
        for (Optional<String> run : List.of(Optional.<String>empty(), Optional.of("a1"))) {
            check(
                    (transaction, query) -> transaction.tasks().listQueued(query),
                    run,
                    QUEUE,
                    task -> task.state().status() == TaskStatus.QUEUED,
                    Optional.empty());
            check(
                    (transaction, query) -> transaction.tasks().listQueued(query),
                    run,
                    QUEUE,
                    task -> task.state().status() == TaskStatus.QUEUED
                            && (task.state().notBefore() == null
                                    || !task.state().notBefore().isAfter(READY_BY)),
                    Optional.of(READY_BY));
        }
    }

    @Test
    void deadTasksComeLatestFirst() {
        for (Optional<String> run : List.of(Optional.<String>empty(), Optional.of("b1"))) {
            check(
                    (transaction, query) -> transaction.tasks().listDead(query),
                    run,
                    LATEST_DEAD,
                    task -> task.state().dead(),
                    Optional.empty());
        }
    }

    @Test
    void unfinishedTasksComeInEnqueueOrder() {
        List<String> expected = tasks.stream()
                .filter(task -> task.spec().runId().equals("a2"))
                .filter(task -> !task.state().status().terminal())
                .limit(5)
                .map(TaskRow::id)
                .toList();
        List<String> found = store.write(transaction -> transaction.tasks().unfinished("a2", 5));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void summariesSayTheSameAsWholeTasks() {
        List<TaskView> whole = list(Detail.FULL, ENOUGH_BYTES).items();
        assertThat(list(Detail.SUMMARY, ENOUGH_BYTES).items())
                .hasSize(whole.size())
                .allSatisfy(view -> assertThat(view).isInstanceOf(TaskSummary.class))
                .usingRecursiveComparison()
                .comparingOnlyFields(
                        "id",
                        "kind",
                        "key",
                        "status",
                        "statusReason",
                        "priority",
                        "attemptCount",
                        "leasedBy",
                        "error",
                        "progress")
                .isEqualTo(whole);
    }

    @Test
    void aPageEndsBeforeItGrowsTooLargeButShowsOneAtLeast() {
        for (Detail detail : Detail.values()) {
            assertThat(list(detail, 0).items()).hasSize(1);
            assertThat(list(detail, 0).truncated()).isTrue();
            Listing<TaskView> some = list(detail, 16_000);
            assertThat(some.truncated()).isTrue();
            assertThat(some.items()).hasSizeBetween(2, 19);
        }
    }

    private Listing<TaskView> list(Detail detail, int maxBytes) {
        return store.read(transaction -> transaction
                .tasks()
                .listOfRun(new TaskQuery(
                        Optional.empty(),
                        Optional.of("a1"),
                        List.of(TaskStatus.values()),
                        List.of(),
                        Optional.empty(),
                        detail,
                        new Page(30, 0, maxBytes))));
    }

    @Test
    void dependenciesAreAskedForWithinTheRun() {
        store.write(transaction -> {
            transaction.runs().insert(Rows.run("run"));
            TaskRow done = Rows.task("done", "run");
            transaction.tasks().insert(done.with(Rows.ended(done, TaskStatus.COMPLETED)));
            TaskRow failed = Rows.task("failed", "run");
            transaction.tasks().insert(failed.with(Rows.ended(failed, TaskStatus.FAILED)));
            transaction.tasks().insert(Rows.dependent("one", "run", DependencyFailurePolicy.WAIT, List.of("done")));
            transaction
                    .tasks()
                    .insert(Rows.dependent("two", "run", DependencyFailurePolicy.WAIT, List.of("done", "failed")));
            assertThat(transaction.tasks().hasFailedDependency("one")).isFalse();
            assertThat(transaction.tasks().hasFailedDependency("two")).isTrue();
            assertThat(transaction.tasks().dependencyStates("run", List.of("failed", "absent", "task0", "done")))
                    .extracting(state -> state.taskId() + " " + state.status())
                    .containsExactly("failed FAILED", "done COMPLETED");
            return true;
        });
    }
}
