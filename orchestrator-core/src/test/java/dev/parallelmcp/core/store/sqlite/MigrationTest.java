package dev.parallelmcp.core.store.sqlite;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.store.KindCounts;
import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.TaskQuery;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.Transaction;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What older versions wrote is there after the schema was brought up to date, and found by the new indexes. */
class MigrationTest {
    @TempDir
    Path folder;

    @Test
    void recordsOfTheFirstSchemaAreFoundByNamespace() {
        Path file = folder.resolve("store.db");
        Instant due = Rows.NOW.plusSeconds(5);
        OldDatabase.create(file, 1, tables -> {
            tables.runs().insert(Rows.run("run"));
            TaskRow dead = Rows.task("dead", "run");
            tables.tasks().insert(dead.with(Rows.dead(dead)));
            tables.tasks()
                    .insert(Rows.task("delayed", "run")
                            .with(Rows.queued().notBefore(due).delayed(true).build()));
        });
        try (SqliteStore store = SqliteStore.open(file)) {
            store.read(tx -> {
                assertThat(tx.tasks().nextDue(Optional.of(Rows.NAMESPACE))).contains(due);
                assertThat(tx.tasks().nextDue(Optional.of("other"))).isEmpty();
                assertThat(tx.tasks().listDead(dead()).items())
                        .extracting(TaskView::id)
                        .containsExactly("dead");
                return true;
            });
        }
        try (Session session = Raw.connect(file)) {
            assertThat(session.list("PRAGMA integrity_check", Binding.NONE, Columns::text))
                    .containsExactly("ok");
            assertThat(session.list("SELECT version FROM schema_migrations", Binding.NONE, Columns::number))
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    @Test
    void runsAndDeadTasksFromBeforeThereWereCountersAreCountedAndCountedOn() {
        Path file = folder.resolve("store.db");
        OldDatabase.create(file, 3, tables -> {
            tables.runs().insert(Rows.run("kept"));
            tables.runs().insert(Rows.run("run"));
            tables.runs().insert(Rows.run("foreign", "other"));
            for (String id : List.of("a", "b", "c")) {
                TaskRow dead = Rows.task(id, "run", Rows.NAMESPACE, id.equals("c") ? "rare" : Rows.KIND, 0);
                tables.tasks().insert(dead.with(Rows.dead(dead)));
            }
            TaskRow failed = Rows.task("failed", "run");
            tables.tasks().insert(failed.with(Rows.ended(failed, TaskStatus.FAILED)));
        });
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(pendingRuns(store, Optional.empty())).isEqualTo(3);
            assertThat(pendingRuns(store, Optional.of("other"))).isOne();
            assertThat(dead(store)).containsOnly(entry(Rows.KIND, 2), entry("rare", 1));

            store.<Boolean>write(tx -> {
                TaskRow dead = tx.tasks().find("a").orElseThrow();
                return tx.tasks().save(dead, Rows.queued().build());
            });
            assertThat(dead(store)).containsOnly(entry(Rows.KIND, 1), entry("rare", 1));

            store.<Boolean>write(tx -> {
                tx.runs().delete("run");
                return true;
            });
            assertThat(pendingRuns(store, Optional.empty())).isEqualTo(2);
            assertThat(dead(store)).isEmpty();
        }
    }

    /** A program of an older version may have had the file open before, and writes the column with every change. */
    @Test
    void countersFollowWhatOtherProgramsWrite() {
        Path file = folder.resolve("store.db");
        try (SqliteStore store = SqliteStore.open(file)) {
            store.<Boolean>write(tx -> {
                tx.runs().insert(Rows.run("run"));
                for (String id : List.of("a", "b")) {
                    TaskRow task = Rows.task(id, "run");
                    tx.tasks().insert(task.with(Rows.ended(task, TaskStatus.FAILED)));
                }
                return true;
            });

            Raw.script(file, "UPDATE tasks SET dead = 1");
            assertThat(dead(store)).containsOnly(entry(Rows.KIND, 2));
            Raw.script(file, "UPDATE tasks SET dead = 1");
            assertThat(dead(store)).containsOnly(entry(Rows.KIND, 2));
            Raw.script(file, "UPDATE tasks SET dead = 0 WHERE id = 'a'; DELETE FROM tasks WHERE id = 'b'");
            assertThat(dead(store)).isEmpty();
            Raw.script(file, "UPDATE runs SET status = 'active'");
            assertThat(pendingRuns(store, Optional.empty())).isZero();

            Raw.script(file, "DELETE FROM tasks; DELETE FROM runs");
            try (Session session = Raw.connect(file)) {
                assertThat(session.list(
                                "SELECT status FROM run_counts UNION ALL SELECT kind FROM dead_counts",
                                Binding.NONE,
                                Columns::text))
                        .as("rows that count nothing")
                        .isEmpty();
            }
        }
    }

    @Test
    void tasksFromBeforeThereWasOutputPutOutFromOneOn() {
        Path file = folder.resolve("store.db");
        OldDatabase.create(file, 4, tables -> {
            tables.runs().insert(Rows.run("run"));
            tables.tasks().insert(Rows.task("old", "run"));
        });
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.<Long>write(tx -> append(tx, "old"))).isOne();
            assertThat(store.<Long>write(tx -> append(tx, "old"))).isEqualTo(2);
        }
    }

    /** A program of an older version may have had the file open before, and knows nothing of outputs. */
    @Test
    void outputLeavesWithTheTasksThatOtherProgramsDelete() {
        Path file = folder.resolve("store.db");
        try (SqliteStore store = SqliteStore.open(file)) {
            store.<Long>write(tx -> {
                tx.runs().insert(Rows.run("run"));
                tx.tasks().insert(Rows.task("task", "run"));
                return append(tx, "task");
            });
            Raw.script(file, "PRAGMA foreign_keys = ON; DELETE FROM tasks; DELETE FROM runs");
        }
        try (Session session = Raw.connect(file)) {
            for (String table : List.of("task_outputs", "task_output_totals")) {
                assertThat(session.list("SELECT count(*) FROM " + table, Binding.NONE, Columns::number))
                        .containsExactly(0L);
            }
        }
    }

    private static long append(Transaction tx, String taskId) {
        return tx.taskOutputs()
                .append(tx.tasks().find(taskId).orElseThrow(), Rows.output("1"), new OutputRoom(10, 1_000));
    }

    private static int pendingRuns(SqliteStore store, Optional<String> namespace) {
        return store.<Map<RunStatus, Integer>>read(tx -> tx.runs().countByStatus(namespace))
                .getOrDefault(RunStatus.PENDING, 0);
    }

    /** How many of each kind are dead. */
    private static Map<String, Integer> dead(SqliteStore store) {
        return store.<List<KindCounts>>read(tx -> tx.tasks().countByKind(Optional.empty(), Rows.NOW)).stream()
                .filter(kind -> kind.counts().dead() > 0)
                .collect(toMap(KindCounts::kind, kind -> kind.counts().dead()));
    }

    private static TaskQuery dead() {
        return new TaskQuery(
                Optional.of(Rows.NAMESPACE),
                Optional.empty(),
                List.of(TaskStatus.FAILED),
                List.of(),
                Optional.empty(),
                Detail.SUMMARY,
                new Page(10, 0, 100_000));
    }
}
