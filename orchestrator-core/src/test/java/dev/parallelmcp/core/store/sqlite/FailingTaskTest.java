package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallelmcp.core.contract.HandClock;
import dev.parallelmcp.core.engine.Maintenance;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.MaintenanceWork;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.RunMaintenanceRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.TaskDetails;
import dev.parallelmcp.core.waiting.Caller;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task of which the database refuses every change keeps nobody from anything else. */
class FailingTaskTest {

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();

    @Test
    void theOthersAreSeenTo() throws SQLException {
        try (Orchestrator orchestrator = withABrokenTask(150);
                Maintenance maintenance = Maintenance.of(orchestrator)) {
            assertThat(maintenance.look().counts().get(MaintenanceWork.LEASES_EXPIRED))
                    .isEqualTo(150);
            assertThat(maintenance.look().counts().get(MaintenanceWork.LEASES_EXPIRED))
                    .isZero();
            assertThat(orchestrator.getRun(new GetRunRequest("run")).taskCounts())
                    .containsEntry(TaskStatus.QUEUED, 150);
        }
    }

    @Test
    void maintenanceThatIsAskedForSeesToTheOthersToo() throws SQLException {
        try (Orchestrator orchestrator = withABrokenTask(150)) {
            assertThat(orchestrator
                            .runMaintenance(new RunMaintenanceRequest())
                            .counts()
                            .get(MaintenanceWork.LEASES_EXPIRED))
                    .isEqualTo(150);
        }
    }

    @Test
    void claimsGoOn() throws SQLException {
        try (Orchestrator orchestrator = withABrokenTask(2)) {
            Set<String> claimed = new HashSet<>();
            for (int i = 0; i < 2; i++) {
                claimed.add(orchestrator
                        .claimNextTask(ClaimNextTaskRequest.builder("w").build())
                        .claim()
                        .orElseThrow()
                        .task()
                        .id());
            }
            assertThat(claimed).containsExactlyInAnyOrder("task-0", "task-1");
        }
    }

    @Test
    void aClaimThatWaitsTriesItAgainOnlyNowAndThen() throws SQLException {
        CountingCaller caller = new CountingCaller(new AtomicInteger());
        try (Orchestrator orchestrator = withABrokenTask(1)) {
            orchestrator.claimNextTask(ClaimNextTaskRequest.builder("w").build());
            ClaimNextTaskRequest request =
                    ClaimNextTaskRequest.builder("w").waitMs(1_500).build();

            ClaimResult result = orchestrator
                    .waiting()
                    .claimNextTask(request, caller)
                    .toCompletableFuture()
                    .join();

            assertThat(result.claim()).isEmpty();
            assertThat(caller.tries().get()).isBetween(2, 5);
        }
    }

    @Test
    void aDatabaseThatCannotBeLookedAtFailsThoseWhoWaitAndNobodyAfter() throws SQLException {
        Path file = folder.resolve("state.sqlite");
        try (Orchestrator orchestrator =
                Orchestrator.on(SqliteStore.builder(file).clock(clock).open())) {
            orchestrator.createRun(CreateRunRequest.builder().id("run").build());
            // Which looks for the namespace.
            ClaimNextTaskRequest request = ClaimNextTaskRequest.builder("w")
                    .namespace("default")
                    .waitMs(50_000)
                    .build();
            CompletableFuture<ClaimResult> unlucky = waiting(orchestrator, request);
            execute(file, "ALTER TABLE tasks RENAME COLUMN namespace TO gone");
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(unlucky::join)
                    .withCauseInstanceOf(OrchestratorException.class);

            execute(file, "ALTER TABLE tasks RENAME COLUMN gone TO namespace");
            CompletableFuture<ClaimResult> next = waiting(orchestrator, request);
            orchestrator.enqueueTask(EnqueueTaskRequest.builder("run", "k").build());
            assertThat(next.join().claim()).isPresent();
        }
    }

    /** A claim that has tried in vain. */
    private static CompletableFuture<ClaimResult> waiting(Orchestrator orchestrator, ClaimNextTaskRequest request) {
        CountingCaller caller = new CountingCaller(new AtomicInteger());
        CompletionStage<ClaimResult> claim = orchestrator.waiting().claimNextTask(request, caller);
        Await.until(() -> caller.tries().get() > 0);
        return claim.toCompletableFuture();
    }

    /** Counts how often its call begins to wait. */
    private record CountingCaller(AtomicInteger tries) implements Caller {

        @Override
        public Executor executor() {
            return ForkJoinPool.commonPool();
        }

        @Override
        public boolean mayTakeEffect() {
            return true;
        }

        @Override
        public boolean startWaiting() {
            tries.incrementAndGet();
            return true;
        }

        @Override
        public CompletionStage<Void> cutShort() {
            return new CompletableFuture<>();
        }

        @Override
        public void progress(int done, int total) {
            throw new AssertionError("a claim has no progress");
        }
    }

    @Test
    void nothingOfWhatWasTriedIsLeftOrHeardOf() throws SQLException {
        List<Event> heard = new CopyOnWriteArrayList<>();
        try (Orchestrator orchestrator = withABrokenTask(2)) {
            TaskDetails before = details(orchestrator);
            orchestrator.onEvent(heard::add);
            orchestrator.expireLeases(new ExpireLeasesRequest());
            assertThat(details(orchestrator)).isEqualTo(before);
        }
        assertThat(heard)
                .isNotEmpty()
                .extracting(event -> event.taskId().orElse("run"))
                .doesNotContain("broken");
    }

    /** The leases of all tasks have run out; of one of them the database refuses every change. */
    private Orchestrator withABrokenTask(int others) throws SQLException {
        Path file = folder.resolve("state.sqlite");
        Orchestrator orchestrator =
                Orchestrator.on(SqliteStore.builder(file).clock(clock).open());
        orchestrator.createRun(CreateRunRequest.builder().id("run").build());
        for (int i = 0; i <= others; i++) {
            orchestrator.enqueueTask(EnqueueTaskRequest.builder("run", "k")
                    .id(i == others / 2 ? "broken" : "task-" + (i < others / 2 ? i : i - 1))
                    .build());
            orchestrator.claimNextTask(
                    ClaimNextTaskRequest.builder("w").leaseMs(1_000).build());
        }
        refuse(file, "UPDATE ON tasks", "broken");
        clock.advanceMillis(1_000);
        return orchestrator;
    }

    private static TaskDetails details(Orchestrator orchestrator) {
        return orchestrator.getTask(
                GetTaskRequest.builder("broken").includeAttempts().build());
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
