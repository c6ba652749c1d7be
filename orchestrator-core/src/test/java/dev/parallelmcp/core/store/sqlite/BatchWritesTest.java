package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallelmcp.core.contract.HandClock;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch of completions writes: nothing for what it refuses, and nothing at all when the database fails. */
class BatchWritesTest {

    private static final List<String> TABLES =
            List.of("runs", "tasks", "task_dependencies", "attempts", "context_snapshots", "events", "client_tokens");

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();
    private Path file;
    private Orchestrator orchestrator;
    private List<Claim> claims;

    @BeforeEach
    void claimAll() {
        file = folder.resolve("state.sqlite");
        orchestrator = Orchestrator.on(SqliteStore.builder(file).clock(clock).open());
        orchestrator.createRun(CreateRunRequest.builder().id("r").build());
        for (String id : List.of("a", "b", "cancelled", "released", "large", "unsaid")) {
            orchestrator.enqueueTask(EnqueueTaskRequest.builder("r", "k").id(id).build());
        }
        claims = orchestrator
                .claimTasks(ClaimTasksRequest.builder("worker", 6).build())
                .claims();
    }

    @AfterEach
    void close() {
        orchestrator.close();
    }

    /** Every way to write is refused by the database itself: who tried would fail the whole call. */
    @Test
    void refusalsPrecedeEveryWrite() throws SQLException {
        List<Completion> refused = refused();
        for (String table : TABLES) {
            for (String change : List.of("INSERT", "UPDATE", "DELETE")) {
                run("CREATE TRIGGER no_" + change + "_" + table + " BEFORE " + change + " ON " + table
                        + " BEGIN SELECT RAISE(ABORT, 'a write'); END");
            }
        }

        assertThat(orchestrator
                        .completeTasks(CompleteTasksRequest.builder("worker", refused)
                                .clientToken("token")
                                .build())
                        .results())
                .hasSize(refused.size())
                .allSatisfy(outcome -> assertThat(outcome.error()).isPresent());
        assertThat(catchThrowableOfType(
                        OrchestratorException.class,
                        () -> orchestrator.completeTasks(CompleteTasksRequest.builder(
                                        "worker",
                                        List.of(Completion.builder(claims.get(0).lease())
                                                .build()))
                                .build())))
                .as("the triggers do refuse")
                .isNotNull();
    }

    private List<Completion> refused() {
        orchestrator.cancelTask(CancelTaskRequest.builder("cancelled").build());
        orchestrator.releaseTask(
                ReleaseTaskRequest.builder(claims.get(3).lease()).build());
        Json large = Json.of("{\"x\":\"" + "x".repeat(1 << 20) + "\"}");
        return List.of(
                Completion.builder("task_none", "lease_none").build(),
                Completion.builder("a", claims.get(1).lease().id()).build(),
                Completion.builder(claims.get(2).lease()).build(),
                Completion.builder(claims.get(3).lease()).build(),
                Completion.builder(claims.get(4).lease()).output(large).build(),
                Completion.builder(claims.get(5).lease()).metadata(large).build());
    }

    @Test
    void failureOfTheDatabaseFailsTheWholeCallAndLeavesNothing() throws SQLException {
        run("CREATE TRIGGER refuse BEFORE UPDATE ON tasks WHEN old.id = 'b' BEGIN SELECT RAISE(ABORT, 'broken'); END");
        List<Completion> completions = new ArrayList<>();
        claims.forEach(
                claim -> completions.add(Completion.builder(claim.lease()).build()));

        OrchestratorException failure = catchThrowableOfType(
                OrchestratorException.class,
                () -> orchestrator.completeTasks(
                        CompleteTasksRequest.builder("worker", completions).build()));

        assertThat(failure).isNotNull();
        assertThat(failure.code().ofTheMachine()).isTrue();
        assertThat(orchestrator.getRun(new GetRunRequest("r")).taskCounts()).containsEntry(TaskStatus.LEASED, 6);
    }

    /** Whether the lease was ever one of the task's cannot be looked up, which is no refusal of this completion. */
    @Test
    void failureOfALookAtTheDatabaseIsNoOutcomeOfOneCompletion() throws SQLException {
        run("ALTER TABLE attempts RENAME TO elsewhere");

        OrchestratorException failure = catchThrowableOfType(
                OrchestratorException.class,
                () -> orchestrator.completeTasks(CompleteTasksRequest.builder(
                                "worker",
                                List.of(Completion.builder("a", "lease_none").build()))
                        .build()));

        assertThat(failure).isNotNull();
        assertThat(failure.code().ofTheMachine()).isTrue();
    }

    private void run(String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
