package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.store.jdbc.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There is no room left for the database. */
class DiskFullTest {

    private static final int DISK_BYTES = 3 << 20;
    private static final int BALLAST_BYTES = 1 << 20;
    private static final int CALLERS = 8;

    /** More than fits on the disk. */
    private static final int MOST_TASKS = 2_000;

    @TempDir
    Path folder;

    /** A store whose file may not grow beyond what SQLite is told. */
    private static Orchestrator limited(Path file, Session session) {
        InstantSource clock = InstantSource.system();
        FileIdentity identity = new SqliteFile(file).identity();
        Watches watches = new Watches(identity, Optional::empty, clock);
        Writer writer = new Writer(session, identity, clock, Duration.ofSeconds(1), watches::committed);
        ReaderPool readers =
                new ReaderPool(identity, () -> SqliteConnections.reader(new SqliteFile(file).url()), clock);
        return Orchestrator.on(new SqliteStore(writer, readers, watches));
    }

    @Test
    void writesAreRefusedAndReadsGoOnUntilThereIsRoom() throws Exception {
        Path file = folder.resolve("store.db");
        SqliteStore.open(file).close();
        Session session = SqliteConnections.writer(
                new SqliteFile(file).url(), Durability.NORMAL, new Patience(Duration.ofSeconds(1)));
        try (Orchestrator orchestrator = limited(file, session)) {
            createRun(orchestrator);
            session.script("PRAGMA max_page_count = 200");
            Set<String> acknowledged = fill(orchestrator);
            assertReadable(orchestrator, acknowledged);
            session.script("PRAGMA max_page_count = 100000");
            assertWorkGoesOn(orchestrator);
        }
        Soundness.require(file);
    }

    @Test
    void aSmallDiskThatIsFullLosesNothingAndWorksAgainWhenThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        try (Mount small = Mount.small(disk, DISK_BYTES)) {
            assertThat(small).isNotNull();
            Path ballast = Files.write(disk.resolve("ballast"), new byte[BALLAST_BYTES]);
            Path file = disk.resolve("store.db");
            SqliteStore store = SqliteStore.open(file);
            Set<String> acknowledged;
            try (Orchestrator orchestrator = Orchestrator.on(store)) {
                createRun(orchestrator);
                acknowledged = fill(orchestrator);
                // What is in the log does not fit into the file either.
                store.tidy();
                store.tidy();
                assertReadable(orchestrator, acknowledged);
                assertThat(catchThrowableOfType(
                                        OrchestratorException.class, () -> enqueue(orchestrator, "refused", 100_000))
                                .code())
                        .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                Files.delete(ballast);
                assertWorkGoesOn(orchestrator);
                assertReadable(orchestrator, acknowledged);
            }
            Soundness.require(file);
        }
    }

    @Test
    void aStoreCanBeClosedAndOpenedAgainOnADiskThatIsFull() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        try (Mount small = Mount.small(disk, DISK_BYTES)) {
            assertThat(small).isNotNull();
            Path spare = Files.write(disk.resolve("spare"), new byte[BALLAST_BYTES]);
            Path file = disk.resolve("store.db");
            Set<String> acknowledged;
            try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(file))) {
                createRun(orchestrator);
                acknowledged = fill(orchestrator);
            }
            occupyTheRest(disk.resolve("ballast"));
            assertRefusedOrReadable(file, acknowledged);
            Files.delete(spare);
            try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(file))) {
                assertReadable(orchestrator, acknowledged);
                assertWorkGoesOn(orchestrator);
            }
            Soundness.require(file);
        }
    }

    /** Without room for the files beside it, it cannot be opened, and says so; nothing is the worse for it. */
    private static void assertRefusedOrReadable(Path file, Set<String> acknowledged) {
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(file))) {
            assertReadable(orchestrator, acknowledged);
        } catch (OrchestratorException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(e.message()).containsAnyOf("disk", "cannot be opened");
        }
    }

    private static void occupyTheRest(Path ballast) throws IOException {
        byte[] page = new byte[4_096];
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space");
        }
    }

    private static void createRun(Orchestrator orchestrator) {
        orchestrator.createRun(CreateRunRequest.builder().id("run").keepOpen().build());
    }

    private static String enqueue(Orchestrator orchestrator, String id, int bytes) {
        return orchestrator
                .enqueueTask(EnqueueTaskRequest.builder("run", "k")
                        .id(id)
                        .input(Json.of("\"" + "x".repeat(bytes) + "\""))
                        .build())
                .task()
                .id();
    }

    /** Many callers, whose writes share commits, go on until each of them was refused; answers what was acknowledged. */
    private static Set<String> fill(Orchestrator orchestrator) throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        List<OrchestratorException> refusals = Crowd.run(
                CALLERS,
                caller -> catchThrowableOfType(OrchestratorException.class, () -> {
                    for (int i = 0; i < MOST_TASKS; i++) {
                        acknowledged.add(enqueue(orchestrator, "task-" + caller + "-" + i, 500 * (1 + caller)));
                    }
                }));
        assertThat(refusals).doesNotContainNull();
        assertThat(refusals)
                .allMatch(e -> e.code() == ErrorCode.STORE_UNAVAILABLE && e.retryable())
                .allMatch(e -> e.message().contains("disk"))
                .anyMatch(e -> e.message().equals("the disk is full; make room, then repeat the call"));
        assertThat(acknowledged).isNotEmpty();
        return new HashSet<>(acknowledged);
    }

    /** All that was acknowledged is there, and nothing else. */
    private static void assertReadable(Orchestrator orchestrator, Set<String> acknowledged) {
        assertThat(acknowledged)
                .allMatch(id -> orchestrator
                        .getTask(GetTaskRequest.builder(id).build())
                        .task()
                        .id()
                        .equals(id));
        assertThat(orchestrator.getRun(new GetRunRequest("run")).taskCounts().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(acknowledged.size());
        Soundness.requireLogToTellTheState(orchestrator);
    }

    private static void assertWorkGoesOn(Orchestrator orchestrator) {
        Claim claim = orchestrator
                .claimNextTask(ClaimNextTaskRequest.builder("w").build())
                .claim()
                .orElseThrow();
        assertThat(orchestrator
                        .completeTask(CompleteTaskRequest.builder(claim.lease()).build())
                        .task()
                        .status()
                        .terminal())
                .isTrue();
    }
}
