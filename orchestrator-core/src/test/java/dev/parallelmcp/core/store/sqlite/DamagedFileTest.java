package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import dev.parallelmcp.core.model.request.GetStatsRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.model.request.ListRunTasksRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file with wrong bytes in it: what SQLite notices is told as damage, and nothing else than refusals comes of it. */
class DamagedFileTest {

    private static final int TASKS = 120;
    private static final int PAGE_BYTES = 2_048;
    private static final int ROUNDS = 60;

    /** What bytes that still make sense can lead to: a row that is not found, a state that does not allow the step. */
    private static final Set<ErrorCode> PLAUSIBLE = EnumSet.of(
            ErrorCode.STORE_CORRUPT,
            ErrorCode.STORE_UNAVAILABLE,
            ErrorCode.SCHEMA_TOO_NEW,
            ErrorCode.RECORD_NOT_FOUND,
            ErrorCode.RUN_TERMINAL,
            ErrorCode.LEASE_EXPIRED,
            ErrorCode.LEASE_CONFLICT,
            ErrorCode.INVALID_TRANSITION);

    @TempDir
    Path folder;

    private Path file;
    private byte[] sound;

    @BeforeEach
    void fill() throws IOException {
        file = folder.resolve("store.db");
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(file))) {
            orchestrator.createRun(
                    CreateRunRequest.builder().id("run").context(Json.of("1")).build());
            for (int i = 0; i < TASKS; i++) {
                orchestrator.enqueueTask(EnqueueTaskRequest.builder("run", "kind-" + i % 3)
                        .id("task-" + i)
                        .key("key-" + i)
                        .input(Json.of("\"" + "x".repeat(i == 7 ? 20_000 : 300) + "\""))
                        .dependsOnTaskIds(i % 5 == 4 ? List.of("task-" + (i - 1)) : List.of())
                        .build());
            }
            for (int i = 0; i < TASKS / 3; i++) {
                complete(orchestrator, claim(orchestrator).orElseThrow());
            }
        }
        sound = Raw.bytes(file);
    }

    private static Optional<Claim> claim(Orchestrator orchestrator) {
        return orchestrator
                .claimNextTask(ClaimNextTaskRequest.builder("w").build())
                .claim();
    }

    private static void complete(Orchestrator orchestrator, Claim claim) {
        orchestrator.completeTask(
                CompleteTaskRequest.builder(claim.lease()).output(Json.of("1")).build());
    }

    private static final List<String> STEPS =
            List.of("get run", "list tasks", "get task", "claim and complete", "enqueue", "list runs", "log", "stats");

    private static void step(Orchestrator orchestrator, String name) {
        switch (name) {
            case "get run" -> orchestrator.getRun(new GetRunRequest("run"));
            case "list tasks" ->
                orchestrator.listRunTasks(
                        ListRunTasksRequest.builder("run").limit(1_000).build());
            case "get task" ->
                orchestrator.getTask(
                        GetTaskRequest.builder("task-7").includeAttempts().build());
            case "claim and complete" -> claim(orchestrator).ifPresent(claim -> complete(orchestrator, claim));
            case "enqueue" ->
                orchestrator.enqueueTask(EnqueueTaskRequest.builder("run", "k").build());
            case "list runs" -> orchestrator.listRuns(ListRunsRequest.builder().build());
            case "log" -> Soundness.log(orchestrator);
            case "stats" -> orchestrator.getStats(GetStatsRequest.builder().build());
            default -> throw new AssertionError(name);
        }
    }

    /** What using a file comes to: how often each code. */
    private Map<ErrorCode, Integer> use(byte[] bytes, String what) throws IOException {
        Map<ErrorCode, Integer> codes = new TreeMap<>();
        deleteAll();
        Files.write(file, bytes);
        refused(codes, what + ", opened", () -> {
            try (Orchestrator orchestrator = Orchestrator.on(
                    SqliteStore.builder(file).busyTimeout(Duration.ofSeconds(1)).open())) {
                for (String name : STEPS) {
                    refused(codes, what + ", " + name, () -> step(orchestrator, name));
                }
            }
        });
        return codes;
    }

    private static void refused(Map<ErrorCode, Integer> codes, String what, Runnable call) {
        try {
            call.run();
        } catch (OrchestratorException e) {
            codes.merge(e.code(), 1, Integer::sum);
            if (!PLAUSIBLE.contains(e.code())) {
                throw new AssertionError(what + ": " + e.code() + " " + e.message(), e);
            }
            assertThat(e.message()).as(what).hasLineCount(1).doesNotContainIgnoringCase("select");
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private void deleteAll() throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(folder.resolve("store.db" + suffix));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bytesThatWereFlippedAnywhereNeverLeadToADefect(long seed) throws IOException {
        Random random = new Random(seed);
        Map<ErrorCode, Integer> codes = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = sound.clone();
            int page = random.nextInt(bytes.length / PAGE_BYTES);
            int flips = 1 + random.nextInt(40);
            for (int i = 0; i < flips; i++) {
                bytes[page * PAGE_BYTES + random.nextInt(PAGE_BYTES)] ^= (byte) (1 + random.nextInt(255));
            }
            use(bytes, "seed " + seed + ", round " + round + ", page " + page)
                    .forEach((code, count) -> codes.merge(code, count, Integer::sum));
        }
        assertThat(codes).as("damage that was noticed").containsKey(ErrorCode.STORE_CORRUPT);
    }

    @Test
    void everyPageOfNonsenseIsToldAsDamageByWhateverNeedsIt() throws IOException {
        Random random = new Random(5);
        int noticed = 0;
        int pages = sound.length / PAGE_BYTES;
        for (int page = 0; page < pages; page++) {
            byte[] bytes = sound.clone();
            byte[] nonsense = new byte[PAGE_BYTES];
            random.nextBytes(nonsense);
            System.arraycopy(nonsense, 0, bytes, page * PAGE_BYTES, PAGE_BYTES);
            noticed += use(bytes, "page " + page).containsKey(ErrorCode.STORE_CORRUPT) ? 1 : 0;
        }
        // No step needs the pages of every index.
        assertThat(noticed).as("of " + pages + " pages").isGreaterThan(pages / 2);
    }

    @Test
    void aFileThatWasCutOffIsRefusedAtTheStart() throws IOException {
        for (int length = PAGE_BYTES; length < sound.length; length += 3 * PAGE_BYTES + 100) {
            Files.write(file, Arrays.copyOf(sound, length));
            int bytes = length;
            assertThatExceptionOfType(OrchestratorException.class)
                    .as(bytes + " bytes")
                    .isThrownBy(() -> SqliteStore.open(file).close())
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT))
                    .withMessageContaining("restore a copy");
        }
    }

    @Test
    void whatIsSoundCanStillBeRead() throws IOException {
        byte[] bytes = sound.clone();
        long page;
        try (Session session = Raw.connect(file)) {
            page = session.first(
                            "SELECT rootpage FROM sqlite_master WHERE name = 'events'", Binding.NONE, Columns::number)
                    .orElseThrow();
        }
        Arrays.fill(bytes, (int) (page - 1) * PAGE_BYTES, (int) page * PAGE_BYTES, (byte) 0x5a);
        Files.write(file, bytes);
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(file))) {
            assertDamaged(() -> step(orchestrator, "log"));
            assertDamaged(() -> step(orchestrator, "enqueue"));
            assertThat(orchestrator.getRun(new GetRunRequest("run")).run().id()).isEqualTo("run");
            step(orchestrator, "list tasks");
        }
    }

    private static void assertDamaged(ThrowingCallable call) {
        assertThatExceptionOfType(OrchestratorException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT))
                .satisfies(e -> assertThat(e.retryable()).isFalse())
                .withMessageContaining("damaged")
                .withMessageContaining("restore a copy");
    }

    /** SQLite reads its log up to the first frame whose checksum is wrong. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDamagedLogIsReadAsFarAsItIsSound(boolean cutOff) throws IOException {
        Path log = folder.resolve("store.db-wal");
        try (WriterProcess writer = new WriterProcess(file)) {
            for (int i = 0; i < 20; i++) {
                writer.write("run-" + i);
            }
            writer.kill();
        }
        byte[] bytes = Files.readAllBytes(log);
        int half = bytes.length / 2;
        bytes[half] ^= 0x55;
        Files.write(log, cutOff ? Arrays.copyOf(bytes, half) : bytes);
        try (SqliteStore store = SqliteStore.open(file)) {
            List<Boolean> there = IntStream.range(0, 20)
                    .mapToObj(i ->
                            store.<Boolean>read(tx -> tx.runs().find("run-" + i).isPresent()))
                    .toList();
            assertThat(there).startsWith(true).endsWith(false).isSortedAccordingTo(Comparator.reverseOrder());
        }
        try (Session session = Raw.connect(file)) {
            assertThat(session.list("PRAGMA integrity_check", Binding.NONE, Columns::text))
                    .containsExactly("ok");
        }
    }
}
