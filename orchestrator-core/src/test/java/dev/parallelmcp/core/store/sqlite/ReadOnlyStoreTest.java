package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that only reads: beside writers of this process and of others, after them, and without a trace in the file. */
@Timeout(120)
class ReadOnlyStoreTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("store.db");
    }

    private SqliteStore reader() {
        return SqliteStore.builder(file).readOnly().open();
    }

    private static void write(SqliteStore store, String id) {
        store.write(transaction -> {
            transaction.runs().insert(Rows.run(id));
            return true;
        });
    }

    private void writeAndClose(String id) {
        try (SqliteStore store = SqliteStore.open(file)) {
            write(store, id);
        }
    }

    private static boolean has(SqliteStore store, String id) {
        return store.<Boolean>read(transaction -> transaction.runs().find(id).isPresent());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void itSeesWhatAWriterOfThisProcessCommits() throws IOException {
        try (SqliteStore writer = SqliteStore.open(file)) {
            try (SqliteStore reader = reader()) {
                for (String id : List.of("a", "b", "c")) {
                    assertThat(has(reader, id)).isFalse();
                    write(writer, id);
                    assertThat(has(reader, id)).isTrue();
                }
            }
            write(writer, "d");
            try (SqliteStore other = SqliteStore.open(file)) {
                write(other, "e");
            }
        }
        assertThat(files()).containsExactly(file);
        try (SqliteStore reader = reader()) {
            assertThat(Stream.of("a", "b", "c", "d", "e").filter(id -> has(reader, id)))
                    .hasSize(5);
        }
    }

    @Test
    void itSeesWhatAnotherProcessCommitsAndIsNotInItsWay() throws Exception {
        writeAndClose("first");
        try (SqliteStore reader = reader();
                WriterProcess writer = new WriterProcess(file)) {
            for (String id : List.of("a", "b", "c")) {
                writer.write(id);
                assertThat(has(reader, id)).isTrue();
            }
            writer.finish();
            assertThat(has(reader, "c")).isTrue();
        }
    }

    @Test
    void itReadsTheLogOfAKilledWriterAndLeavesItWhereItIs() throws Exception {
        writeAndClose("first");
        byte[] database = Raw.bytes(file);
        try (WriterProcess writer = new WriterProcess(file)) {
            writer.write("a");
            writer.kill();
        }
        byte[] log = Raw.bytes(folder.resolve("store.db-wal"));
        assertThat(log).isNotEmpty();

        try (SqliteStore reader = reader()) {
            assertThat(has(reader, "first")).isTrue();
            assertThat(has(reader, "a")).isTrue();
        }

        assertThat(Raw.bytes(file)).isEqualTo(database);
        assertThat(Raw.bytes(folder.resolve("store.db-wal"))).isEqualTo(log);
        writeAndClose("b");
        assertThat(files()).containsExactly(file);
        try (SqliteStore reader = reader()) {
            assertThat(has(reader, "a")).isTrue();
        }
    }

    @Test
    void itReadsADatabaseThatNobodyHasOpenAndLeavesItAsItWas() {
        writeAndClose("run");
        byte[] before = Raw.bytes(file);

        try (SqliteStore reader = reader()) {
            assertThat(has(reader, "run")).isTrue();
        }

        assertThat(Raw.bytes(file)).isEqualTo(before);
        assertThat(folder.resolve("store.db-wal"))
                .satisfies(log -> assertThat(Files.size(log)).isZero());
    }

    @Test
    void itReadsAFileThatMayOnlyBeRead() {
        writeAndClose("run");
        assertThat(file.toFile().setReadOnly()).isTrue();
        try (SqliteStore reader = reader()) {
            assertThat(has(reader, "run")).isTrue();
        }
    }

    @Test
    void itReadsACopyAndPutsNothingBesideIt() throws IOException {
        writeAndClose("run");
        Path copy = folder.resolve("copy.db");
        Raw.script(file, "VACUUM INTO '" + copy + "'");
        Files.delete(file);

        try (SqliteStore reader = SqliteStore.builder(copy).readOnly().open()) {
            assertThat(has(reader, "run")).isTrue();
        }

        assertThat(files()).containsExactly(copy);
    }

    @Test
    void writersThatComeAndGoDoNotDisturbIt() throws Exception {
        writeAndClose("first");
        AtomicBoolean over = new AtomicBoolean();
        try (SqliteStore reader = reader()) {
            Crowd.run(3, thread -> {
                if (thread == 0) {
                    for (int i = 0; i < 30; i++) {
                        writeAndClose("run" + i);
                    }
                    over.set(true);
                }
                while (!over.get()) {
                    assertThat(has(reader, "first")).isTrue();
                    try (SqliteStore another = reader()) {
                        assertThat(has(another, "first")).isTrue();
                    }
                }
                return thread;
            });
            assertThat(has(reader, "run29")).isTrue();
        }
        try (Session session = Raw.connect(file)) {
            assertThat(session.list("PRAGMA integrity_check", Binding.NONE, Columns::text))
                    .containsExactly("ok");
        }
    }

    @Test
    void everyWriteIsRefusedAndReadingGoesOn() {
        writeAndClose("run");
        try (SqliteStore reader = reader()) {
            refused(() -> reader.write(transaction -> true));
            refused(() -> reader.writeOnCallerThread(transaction -> true));
            reader.submit(transaction -> true, Runnable::run)
                    .handle((result, failure) -> {
                        refused(() -> {
                            throw failure;
                        });
                        return true;
                    })
                    .toCompletableFuture()
                    .join();
            assertThat(has(reader, "run")).isTrue();
        }
    }

    private static void refused(ThrowingCallable write) {
        assertThatExceptionOfType(OrchestratorException.class)
                .isThrownBy(write)
                .withMessageContaining("for reading only")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void anOrchestratorOnItAnswersQueriesAndRefusesChanges() {
        writeAndClose("run");
        try (Orchestrator orchestrator = Orchestrator.on(reader())) {
            assertThat(orchestrator.getRun(new GetRunRequest("run")).run().id()).isEqualTo("run");
            refused(() -> orchestrator.claimNextTask(
                    ClaimNextTaskRequest.builder("worker").build()));
            refused(() -> orchestrator.transaction(operations -> true));
        }
    }

    @Test
    void closedItSaysSo() {
        writeAndClose("run");
        SqliteStore reader = reader();
        reader.close();
        reader.close();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> reader.read(transaction -> true), () -> reader.write(transaction -> true))) {
            assertThat(catchThrowableOfType(OrchestratorException.class, use)).hasMessage("the store is closed");
        }
    }

    @Test
    void inMemoryItIsAMistake() {
        SqliteStore.Builder builder = SqliteStore.inMemoryBuilder();
        assertThatIllegalStateException().isThrownBy(builder::readOnly);
    }
}
