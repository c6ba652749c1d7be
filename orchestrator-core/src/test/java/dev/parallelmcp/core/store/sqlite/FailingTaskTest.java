package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.contract.HandClock;
import dev.parallelmcp.core.engine.Maintenance;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.model.MaintenanceWork;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task of which the database refuses every change keeps maintenance from nothing else. */
class FailingTaskTest {

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();

    @Test
    void theOthersAreSeenTo() throws SQLException {
        Path file = folder.resolve("state.sqlite");
        try (Orchestrator orchestrator =
                Orchestrator.on(SqliteStore.builder(file).clock(clock).open())) {
            orchestrator.createRun(CreateRunRequest.builder().id("run").build());
            List<String> tasks = List.of("first", "broken", "last");
            for (String task : tasks) {
                orchestrator.enqueueTask(
                        EnqueueTaskRequest.builder("run", "k").id(task).build());
                orchestrator.claimNextTask(
                        ClaimNextTaskRequest.builder("w").leaseMs(1_000).build());
            }
            refuse(file, "UPDATE ON tasks", "broken");
            clock.advanceMillis(1_000);
            try (Maintenance maintenance = Maintenance.of(orchestrator)) {
                assertThat(maintenance.look().counts().get(MaintenanceWork.LEASES_EXPIRED))
                        .isEqualTo(2);
                assertThat(maintenance.look().counts().get(MaintenanceWork.LEASES_EXPIRED))
                        .isZero();
            }
            assertThat(tasks.stream()
                            .map(task -> orchestrator
                                    .getTask(GetTaskRequest.builder(task).build())
                                    .task()
                                    .status()))
                    .containsExactly(TaskStatus.QUEUED, TaskStatus.LEASED, TaskStatus.QUEUED);
        }
    }

    @Test
    void theOtherRunsAreDeleted() throws SQLException {
        Path file = folder.resolve("state.sqlite");
        try (Orchestrator orchestrator = Orchestrator.builder(
                        SqliteStore.builder(file).clock(clock).open())
                .options(OrchestratorOptions.DEFAULT.withRetain(Duration.ofDays(1)))
                .build()) {
            for (String run : List.of("broken", "first", "last")) {
                orchestrator.createRun(CreateRunRequest.builder().id(run).build());
                orchestrator.cancelRun(CancelRunRequest.builder(run).build());
            }
            refuse(file, "DELETE ON runs", "broken");
            clock.advanceMillis(Duration.ofDays(2).toMillis());
            try (Maintenance maintenance = Maintenance.of(orchestrator)) {
                assertThat(maintenance.look().counts().get(MaintenanceWork.RUNS_PRUNED))
                        .isEqualTo(2);
            }
            assertThat(orchestrator.getRun(new GetRunRequest("broken")).run().id())
                    .isEqualTo("broken");
        }
    }

    @Test
    void aLookThatFindsNothingButFailureThrowsNothing() throws SQLException {
        Path file = folder.resolve("state.sqlite");
        try (Orchestrator orchestrator =
                        Orchestrator.on(SqliteStore.builder(file).clock(clock).open());
                Maintenance maintenance = Maintenance.of(orchestrator)) {
            orchestrator.createRun(CreateRunRequest.builder().id("run").build());
            orchestrator.enqueueTask(EnqueueTaskRequest.builder("run", "k").build());
            orchestrator.claimNextTask(
                    ClaimNextTaskRequest.builder("w").leaseMs(1_000).build());
            clock.advanceMillis(1_000);
            execute(file, "ALTER TABLE tasks RENAME COLUMN namespace TO gone");
            assertThat(maintenance.look().counts().get(MaintenanceWork.LEASES_EXPIRED))
                    .isZero();
            execute(file, "ALTER TABLE tasks RENAME COLUMN gone TO namespace");
            assertThat(maintenance.look().counts().get(MaintenanceWork.LEASES_EXPIRED))
                    .isEqualTo(1);
        }
    }

    private static void refuse(Path file, String change, String id) throws SQLException {
        execute(
                file,
                "CREATE TRIGGER refuse BEFORE " + change + " WHEN old.id = '" + id
                        + "' BEGIN SELECT RAISE(ABORT, 'broken'); END");
    }

    private static void execute(Path file, String statementText) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.executeUpdate(statementText);
        }
    }
}
