package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.AttemptStatus;
import dev.parallelmcp.core.model.Backoff;
import dev.parallelmcp.core.model.ContextScope;
import dev.parallelmcp.core.model.DependencyFailurePolicy;
import dev.parallelmcp.core.model.LeaseStatus;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.WireName;
import dev.parallelmcp.core.store.OutputRoom;
import dev.parallelmcp.core.store.TaskRow;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database itself refuses what the life cycle does not know, whoever writes it. */
class LifecycleChecksTest {
    private static final Map<String, WireName[]> ENUMS = Map.of(
            "runs.status", RunStatus.values(),
            "runs.gate", RunGate.values(),
            "tasks.status", TaskStatus.values(),
            "tasks.retry_backoff", Backoff.values(),
            "tasks.on_dependency_failure", DependencyFailurePolicy.values(),
            "tasks.resumed_by", ResumedBy.values(),
            "attempts.status", AttemptStatus.values(),
            "task_outputs.type", OutputType.values(),
            "attempts.lease_status", LeaseStatus.values(),
            "context_snapshots.scope", ContextScope.values());

    private final Session session = SqliteConnections.memory();

    /** A task of each sort: queued, leased, failed; with an attempt of the leased one. */
    @BeforeEach
    void fill() {
        SqliteSchema.migrate(session, new Patience(Duration.ZERO), () -> Rows.NOW);
        Tables tables = SqliteTables.of(session);
        tables.runs().insert(Rows.run("run"));
        tables.tasks().insert(Rows.task("queued", "run"));
        TaskRow leased = tables.tasks().insert(Rows.task("leased", "run"));
        tables.tasks().save(leased, Rows.leased(leased, tables.attempts().insert(Rows.attempt(leased, "1"))));
        tables.taskOutputs().append(leased, Rows.output("1"), new OutputRoom(1, 1));
        TaskRow failed = Rows.task("failed", "run");
        tables.tasks().insert(failed.with(Rows.ended(failed, TaskStatus.FAILED)));
    }

    @AfterEach
    void close() {
        session.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE tasks SET status = 'leased' WHERE id = 'queued'",
                "UPDATE tasks SET lease_id = 'lease' WHERE id = 'queued'",
                "UPDATE tasks SET leased_by = 'worker' WHERE id = 'queued'",
                "UPDATE tasks SET lease_expires_at = 1 WHERE id = 'queued'",
                "UPDATE tasks SET attempt_deadline_at = 1 WHERE id = 'queued'",
                "UPDATE tasks SET completed_at = 1 WHERE id = 'queued'",
                "UPDATE tasks SET dead = 1 WHERE id = 'queued'",
                "UPDATE tasks SET delayed = 1 WHERE id = 'queued'",
                "UPDATE tasks SET unmet_dependencies = -1 WHERE id = 'queued'",
                "UPDATE tasks SET attempt_count = 20, attempt_number = 20 WHERE id = 'queued'",
                "UPDATE tasks SET reset_number = 1 WHERE id = 'queued'",
                "UPDATE tasks SET retry_jitter = 1.5 WHERE id = 'queued'",
                "UPDATE tasks SET priority = 'high' WHERE id = 'queued'",
                "UPDATE tasks SET run_id = 'absent' WHERE id = 'queued'",
                "UPDATE tasks SET status = 'queued' WHERE id = 'leased'",
                "UPDATE tasks SET lease_id = NULL WHERE id = 'leased'",
                "UPDATE tasks SET attempt_id = NULL WHERE id = 'leased'",
                "UPDATE tasks SET status = 'completed', completed_at = 1 WHERE id = 'leased'",
                "UPDATE tasks SET status = 'queued' WHERE id = 'failed'",
                "UPDATE tasks SET completed_at = NULL WHERE id = 'failed'",
                "UPDATE tasks SET dead = 2 WHERE id = 'failed'",
                "UPDATE attempts SET status = 'running'",
                "UPDATE attempts SET status = 'completed', ended_at = 1",
                "UPDATE attempts SET lease_status = 'released'",
                "UPDATE attempts SET ended_at = 1",
                "UPDATE attempts SET started_at = 1",
                "UPDATE attempts SET status = 'released', lease_status = 'released', ended_at = 1",
                "UPDATE attempts SET number = 0",
                "UPDATE runs SET queued = -1",
                "UPDATE runs SET queued_unmet = 1",
                "UPDATE runs SET failed = -1",
                "UPDATE runs SET gate = 'cancelled'",
                "UPDATE runs SET keep_open = 2",
                "UPDATE task_outputs SET sequence = 0",
                "UPDATE task_outputs SET task_seq = 99",
                "UPDATE task_output_totals SET oldest = 2",
                "UPDATE task_output_totals SET oldest = 0",
                "UPDATE task_output_totals SET bytes = -1",
                "UPDATE task_output_totals SET task_seq = 99",
                "DELETE FROM runs",
                "DELETE FROM tasks WHERE id = 'leased'",
                "INSERT INTO task_dependencies VALUES (2, 1)",
                "INSERT INTO task_dependencies VALUES (1, 1)",
                "INSERT INTO task_dependencies VALUES (1, 99)",
                "INSERT INTO events VALUES (NULL, 'default', 'absent', NULL, NULL, 'task.enqueued', 0, '{}')",
                "INSERT INTO events VALUES (NULL, 'default', 'run', NULL, NULL, 'nonsense', 0, '{}')",
                "INSERT INTO client_tokens VALUES ('t', 'default', 'op', 'hash', 'absent', 'x', NULL)"
            })
    void nonsenseIsRefused(String statement) {
        assertThatExceptionOfType(OrchestratorException.class)
                .isThrownBy(() -> session.run(statement))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
                .withMessage("a write would have broken a rule of the database");
    }

    @Test
    void everyEnumIsListedInItsCheckAndNothingElse() {
        ENUMS.forEach((column, constants) -> assertThat(listed(column))
                .as(column)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(constants).map(WireName::wireName).toList()));
    }

    private Set<String> listed(String column) {
        String table = column.substring(0, column.indexOf('.'));
        String name = column.substring(column.indexOf('.') + 1);
        String sql = session.first(
                        "SELECT sql FROM sqlite_master WHERE name = ?", params -> params.text(table), Columns::text)
                .orElseThrow();
        // A list of values, or one comparison with each.
        Matcher check = Pattern.compile("CHECK\\s*\\(\\s*" + name + " (?:IN \\(|=)([^)]*)\\)")
                .matcher(sql);
        assertThat(check.find()).as("%s has a check", column).isTrue();
        Set<String> values = new TreeSet<>();
        Matcher value = Pattern.compile("'([a-z_]+)'").matcher(check.group(1));
        while (value.find()) {
            values.add(value.group(1));
        }
        return values;
    }

    @Test
    void takenIdsAndKeysHaveTheirOwnErrors() {
        Tables tables = SqliteTables.of(session);
        assertCode(ErrorCode.DUPLICATE_ID, () -> tables.runs().insert(Rows.run("run")));
        assertCode(ErrorCode.DUPLICATE_ID, () -> tables.tasks().insert(Rows.task("queued", "run")));
        session.run("UPDATE tasks SET key = 'key' WHERE id = 'queued'");
        assertThat(tables.tasks().keysTaken("run", List.of("other", "key"))).containsExactly("key");
        assertThat(tables.tasks().keysTaken("other", List.of("key"))).isEmpty();
        assertCode(ErrorCode.DUPLICATE_TASK_KEY, () -> session.run("UPDATE tasks SET key = 'key' WHERE id = 'leased'"));
    }

    private static void assertCode(ErrorCode code, Runnable write) {
        assertThatExceptionOfType(OrchestratorException.class)
                .isThrownBy(write::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void deletedRunLeavesNothing() {
        Tables tables = SqliteTables.of(session);
        tables.runs().delete("run");
        // Fills every table, and deletes its run at the end.
        EveryStatement.run(tables);
        for (String table : List.of(
                "runs",
                "tasks",
                "task_dependencies",
                "attempts",
                "task_outputs",
                "task_output_totals",
                "context_snapshots",
                "events",
                "client_tokens")) {
            assertThat(session.list("SELECT count(*) FROM " + table, Binding.NONE, Columns::number))
                    .as(table)
                    .containsExactly(0L);
        }
    }
}
