package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process holds the database. */
class BusyTest {
    @TempDir
    Path folder;

    private Path file;
    private Session other;

    @BeforeEach
    void open() {
        file = folder.resolve("store.db");
        SqliteStore.open(file).close();
        other = Raw.connect(file);
    }

    @AfterEach
    void close() {
        other.close();
    }

    private SqliteStore open(Duration patience) {
        return SqliteStore.builder(file).busyTimeout(patience).open();
    }

    private static String writeRun(SqliteStore store) {
        return store.write(transaction -> {
            transaction.runs().insert(Rows.run("run"));
            return "written";
        });
    }

    @Test
    void patienceEndsInStoreBusyWhichIsWorthRepeating() {
        try (SqliteStore store = open(Duration.ofMillis(200))) {
            Transactions.begin(other);
            long start = System.nanoTime();
            assertThatExceptionOfType(OrchestratorException.class)
                    .isThrownBy(() -> writeRun(store))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY))
                    .satisfies(e -> assertThat(e.retryable()).isTrue());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            Transactions.rollback(other);
            assertThat(writeRun(store)).isEqualTo("written");
        }
    }

    @Test
    void aLockThatEndsInTimeOnlyDelays() throws Exception {
        try (SqliteStore store = open(Duration.ofSeconds(30))) {
            Transactions.begin(other);
            AtomicReference<String> answer = new AtomicReference<>();
            Thread writer = new Thread(() -> answer.set(writeRun(store)));
            writer.start();
            Await.untilWaiting(List.of(writer));
            Transactions.rollback(other);
            writer.join();
            assertThat(answer).hasValue("written");
        }
    }

    @Test
    void readsWaitForNobody() {
        try (SqliteStore store = open(Duration.ZERO)) {
            Transactions.begin(other);
            assertThat(store.<Boolean>read(
                            transaction -> transaction.runs().find("run").isPresent()))
                    .isFalse();
            Transactions.rollback(other);
        }
    }

    @Test
    void openingNeedsNoLockOnceTheSchemaIsThere() {
        Transactions.begin(other);
        open(Duration.ZERO).close();
        Transactions.rollback(other);
    }

    @Test
    void readSeesWhatAnotherConnectionCommittedBefore() {
        try (SqliteStore store = open(Duration.ofSeconds(30));
                SqliteStore second = open(Duration.ofSeconds(30))) {
            assertThat(second.<Boolean>read(t -> t.runs().find("run").isPresent()))
                    .isFalse();
            writeRun(store);
            assertThat(second.<Boolean>read(t -> t.runs().find("run").isPresent()))
                    .isTrue();
        }
    }
}
