package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What limit.sql holds is what the limits do. */
class LimitScriptTest {

    @TempDir
    Path folder;

    @Test
    void aBlockIsNamedAndCommentsAreLeftOut() {
        LimitScript script = LimitScript.parse(
                "-- About all.\n-- name: one\n-- About one.\nSELECT 1\n\n-- name: two\nSELECT\n  2\n");
        assertThat(script.names()).containsExactly("one", "two");
        assertThat(script.text("one")).isEqualTo("SELECT 1");
        assertThat(script.text("two")).isEqualTo("SELECT\n  2");
    }

    @Test
    void aNameThatIsNotThereIsTold() {
        assertThatThrownBy(() -> LimitScript.parse("").text("three")).hasMessage("limit.sql has no three");
    }

    @Test
    void aCycleIsSevenStatements() {
        assertThat(LimitScript.load().names())
                .containsExactly(
                        "settings",
                        "schema",
                        "begin",
                        "commit",
                        "savepoint",
                        "release",
                        "enqueue",
                        "claim-task",
                        "claim-attempt",
                        "claim-event",
                        "find-task",
                        "complete-task",
                        "complete-attempt",
                        "complete-event",
                        "batch-claim-tasks",
                        "batch-claim-attempts",
                        "batch-claim-events",
                        "batch-find-tasks",
                        "batch-complete-attempts",
                        "batch-complete-events",
                        "batch-complete-tasks");
    }

    @Test
    void oneCycleDoesTheWholeWork() throws SQLException {
        LimitRows rows = new LimitRows();
        try (RawDatabase database = LimitTasks.create(folder.resolve("limit"), Durability.FULL, 3, rows)) {
            LimitCycles cycles = new LimitCycles(database, rows);
            cycles.cycle();
            assertDone(database, 1);
            cycles.cycles(2);
            assertDone(database, 3);
            assertThatThrownBy(cycles::cycle).hasMessage("no task is left for the limit");
        }
    }

    @Test
    void oneBatchDoesTheWholeWork() throws SQLException {
        LimitRows rows = new LimitRows();
        try (RawDatabase database =
                LimitTasks.create(folder.resolve("limit"), Durability.NORMAL, 2 * Batches.SIZE, rows)) {
            LimitBatches batches = new LimitBatches(database, rows);
            batches.cycle();
            assertDone(database, Batches.SIZE);
            batches.cycle();
            assertDone(database, 2 * Batches.SIZE);
            assertThatThrownBy(batches::cycle).hasMessage("a batch of 0 tasks instead of 32");
        }
    }

    private static void assertDone(RawDatabase database, long tasks) throws SQLException {
        for (String count : List.of(
                "tasks WHERE status = 'completed' AND attempt_count = 1 AND lease_id IS NULL AND output IS NOT NULL",
                "attempts JOIN tasks ON tasks.id = task_id WHERE attempts.status = 'completed' AND ended_at IS NOT NULL",
                "events JOIN attempts ON attempts.id = attempt_id WHERE type = 'task.claimed' AND json_valid(payload)",
                "events JOIN attempts ON attempts.id = attempt_id WHERE type = 'task.completed' AND json_valid(payload)")) {
            assertThat(database.number("SELECT count(*) FROM " + count))
                    .as(count)
                    .isEqualTo(tasks);
        }
    }

    /** None walks over tasks that it does not want. */
    @ParameterizedTest
    @CsvSource({
        "claim-task, tasks_ready",
        "find-task, sqlite_autoindex_tasks_1",
        "complete-task, INTEGER PRIMARY KEY",
        "complete-attempt, sqlite_autoindex_attempts_1",
        "batch-claim-tasks, tasks_ready",
        "batch-find-tasks, sqlite_autoindex_tasks_1",
        "batch-complete-tasks, INTEGER PRIMARY KEY",
        "batch-complete-attempts, sqlite_autoindex_attempts_1",
    })
    void aStatementGoesStraightToItsRows(String name, String index) throws SQLException {
        try (RawDatabase database = LimitTasks.create(folder.resolve("limit"), Durability.FULL, 1, new LimitRows())) {
            List<String> plan = plan(database, LimitScript.load().text(name));
            assertThat(plan).anyMatch(step -> step.contains(index)).noneMatch(step -> step.startsWith("SCAN tasks"));
        }
    }

    private static List<String> plan(RawDatabase database, String sql) throws SQLException {
        try (PreparedStatement statement = database.prepare("EXPLAIN QUERY PLAN " + sql);
                ResultSet steps = statement.executeQuery()) {
            List<String> plan = new ArrayList<>();
            while (steps.next()) {
                plan.add(steps.getString("detail"));
            }
            return plan;
        }
    }

    /** As long as the product's, which are made by chance and time. */
    @Test
    void idsAreAsLongAsTheProducts() throws SQLException {
        Path file = folder.resolve("product");
        try (ProductDatabase product = ProductDatabase.open(file, Durability.FULL)) {
            String runId = product.createRun();
            assertThat(new LimitRows().id("run_")).hasSameSizeAs(runId);
            assertThat(new LimitRows().idPrefix("run_")).hasSize(runId.length() - 13);
        }
    }

    /** The connection that writes has these settings in the product; of its own connections nobody else can ask. */
    @Test
    void theSettingsAreInForce() throws SQLException {
        try (RawDatabase database = RawDatabase.open(folder.resolve("limit"), Durability.FULL)) {
            assertThat(database.number("PRAGMA synchronous")).isEqualTo(2);
            assertThat(database.number("PRAGMA cache_size")).isEqualTo(-16_384);
            assertThat(database.number("PRAGMA wal_autocheckpoint")).isEqualTo(8_000);
            assertThat(database.number("PRAGMA mmap_size")).isZero();
        }
        try (RawDatabase database = RawDatabase.open(folder.resolve("limit"), Durability.NORMAL)) {
            assertThat(database.number("PRAGMA synchronous")).isEqualTo(1);
        }
    }
}
