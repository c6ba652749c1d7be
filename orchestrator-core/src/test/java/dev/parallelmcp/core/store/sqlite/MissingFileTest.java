package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.StoreWatch;
import dev.parallelmcp.core.waiting.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database's file is deleted, moved away, replaced or emptied while a store has it open. */
class MissingFileTest {

    @TempDir
    Path folder;

    private Path file;
    private Path aside;

    @BeforeEach
    void nameFiles() throws IOException {
        file = folder.resolve("store.db");
        aside = folder.resolve("aside.db");
        Path probe = Files.createFile(folder.resolve("probe"));
        assumeThat(Files.readAttributes(probe, BasicFileAttributes.class).fileKey())
                .as("a file system that numbers its files")
                .isNotNull();
        SqliteStore.open(file).close();
    }

    private static String writeRun(SqliteStore store, String id) {
        return store.write(transaction -> {
            transaction.runs().insert(Rows.run(id));
            return id;
        });
    }

    private static boolean hasRun(SqliteStore store, String id) {
        return store.<Boolean>read(
                transaction -> transaction.runs().find(id).map(RunRow::run).isPresent());
    }

    private static void assertUnavailable(ThrowingCallable call, String why) {
        assertThatExceptionOfType(OrchestratorException.class)
                .isThrownBy(call)
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    private void assertNothingGoes(SqliteStore store, String why) {
        assertUnavailable(() -> writeRun(store, "lost"), why);
        assertUnavailable(() -> store.writeOnCallerThread(transaction -> true), why);
        assertUnavailable(() -> store.read(transaction -> true), why);
        assertUnavailable(
                () -> {
                    try (StoreWatch watch = store.watch()) {
                        watch.now();
                    }
                },
                why);
    }

    @Test
    void aFileThatWasMovedAwayIsMissedAndWorkGoesOnWhenItIsBack() throws IOException {
        try (SqliteStore store = SqliteStore.open(file)) {
            writeRun(store, "before");
            Files.move(file, aside);
            assertNothingGoes(store, "deleted or moved away");
            Files.move(aside, file);
            assertThat(hasRun(store, "before")).isTrue();
            assertThat(hasRun(store, "lost")).isFalse();
            assertThat(writeRun(store, "after")).isEqualTo("after");
        }
        Soundness.requireWhole(file);
    }

    @Test
    void anotherFileInItsPlaceIsNeverWritten() throws IOException {
        SqliteStore.open(aside).close();
        byte[] other = Raw.bytes(aside);
        try (SqliteStore store = SqliteStore.open(file)) {
            writeRun(store, "before");
            Path original = Files.move(file, folder.resolve("original.db"));
            Files.move(aside, file);
            assertNothingGoes(store, "replaced by another");
            Files.move(file, aside);
            Files.move(original, file);
            assertThat(hasRun(store, "before")).isTrue();
            assertThat(writeRun(store, "after")).isEqualTo("after");
        }
        assertThat(Raw.bytes(aside)).isEqualTo(other);
    }

    @Test
    void aFileThatWasEmptiedIsNoticed() throws IOException {
        try (SqliteStore store = SqliteStore.open(file)) {
            writeRun(store, "before");
            try (WriterProcess other = new WriterProcess(file)) {
                // Not by Java in this process: it would drop the locks that the store holds.
                other.emptyFile();
            }
            assertNothingGoes(store, "was emptied");
        }
    }

    @Test
    void aFileThatVanishesBetweenBeginAndCommitIsNotAcknowledged() throws IOException {
        try (SqliteStore store = SqliteStore.open(file)) {
            assertUnavailable(
                    () -> store.write(transaction -> {
                        transaction.runs().insert(Rows.run("unknown"));
                        move(file, aside);
                        return true;
                    }),
                    "whether it took effect is not known");
            assertNothingGoes(store, "deleted or moved away");
            move(aside, file);
            assertThat(hasRun(store, "unknown")).isTrue();
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callsThatWaitEndWithIt() throws IOException {
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(file))) {
            orchestrator.createRun(CreateRunRequest.builder().id("run").build());
            CompletableFuture<?> claim = orchestrator
                    .waiting()
                    .claimNextTask(
                            ClaimNextTaskRequest.builder("w").waitMs(50_000).build(), Caller.on(Runnable::run))
                    .toCompletableFuture();
            Files.move(file, aside);
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(claim::join)
                    .havingCause()
                    .withMessageContaining("deleted or moved away");
            Files.move(aside, file);
        }
    }

    @Test
    void aWatchMissesItToo() throws IOException {
        try (SqliteStore store = SqliteStore.open(file);
                StoreWatch watch = store.watch()) {
            Files.move(file, aside);
            assertUnavailable(() -> watch.await(Duration.ZERO), "deleted or moved away");
            Files.move(aside, file);
        }
    }

    @Test
    void aConnectionToAFileThatWasReplacedMeanwhileIsNotUsed() throws IOException {
        SqliteStore.open(aside).close();
        SqliteFile place = new SqliteFile(file);
        assertUnavailable(
                () -> place.identity().connect(() -> {
                    move(file, folder.resolve("original.db"));
                    move(aside, file);
                    return SqliteConnections.reader(place.url());
                }),
                "replaced by another");
    }

    @Test
    void aConnectionThatFailsForWantOfTheFileSaysSo() {
        SqliteFile place = new SqliteFile(file);
        assertUnavailable(
                () -> place.identity().connect(() -> {
                    move(file, aside);
                    return SqliteConnections.reader(place.url());
                }),
                "deleted or moved away");
    }

    @Test
    void aStoreThatOnlyReadsMissesItToo() throws IOException {
        try (SqliteStore writer = SqliteStore.open(file)) {
            writeRun(writer, "before");
            try (SqliteStore reader = SqliteStore.builder(file).readOnly().open()) {
                assertThat(hasRun(reader, "before")).isTrue();
                Files.move(file, aside);
                assertUnavailable(() -> reader.read(transaction -> true), "deleted or moved away");
                Files.move(aside, file);
                assertThat(hasRun(reader, "before")).isTrue();
            }
        }
    }

    /** SQLite deletes -wal and -shm as it closes, but not where its file is no longer at the path: held here. */
    @Test
    void closingLeavesTheFilesOfTheNextDatabaseAlone() throws IOException {
        SqliteStore first = SqliteStore.open(file);
        writeRun(first, "before");
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.delete(folder.resolve("store.db" + suffix));
        }
        try (WriterProcess second = new WriterProcess(file)) {
            second.write("one");
            Object log = fileKey("store.db-wal");
            assertNothingGoes(first, "replaced by another");
            first.close();
            assertThat(fileKey("store.db-wal")).isEqualTo(log);
            second.write("two");
            second.kill();
        }
        try (SqliteStore third = SqliteStore.open(file)) {
            assertThat(hasRun(third, "one") && hasRun(third, "two")).isTrue();
        }
        Soundness.requireWhole(file);
    }

    /** The copy is used with the log that the first store left at the path, and still has open. */
    @Test
    void closingTakesNothingFromWhoUsesTheLogWithTheNextDatabase() throws IOException {
        Files.copy(file, aside);
        SqliteStore first = SqliteStore.open(file);
        writeRun(first, "before");
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        try (WriterProcess second = new WriterProcess(file)) {
            second.write("one");
            first.tidy();
            first.tidy();
            first.close();
            second.write("two");
            second.kill();
        }
        try (SqliteStore third = SqliteStore.open(file)) {
            assertThat(List.of("before", "one", "two")).allMatch(id -> hasRun(third, id));
        }
        Soundness.requireWhole(file);
    }

    private Object fileKey(String name) throws IOException {
        return Files.readAttributes(folder.resolve(name), BasicFileAttributes.class)
                .fileKey();
    }

    @Test
    void whatWasAcknowledgedIsInTheFileThatWasMovedAway() throws IOException {
        SqliteStore store =
                SqliteStore.builder(file).busyTimeout(Duration.ofSeconds(1)).open();
        writeRun(store, "before");
        Files.move(file, aside);
        store.close();
        try (SqliteStore moved = SqliteStore.open(aside)) {
            assertThat(hasRun(moved, "before")).isTrue();
        }
    }
}
