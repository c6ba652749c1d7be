package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallelmcp.core.contract.HandClock;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.StoreWatch;
import dev.parallelmcp.core.store.jdbc.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a watch hears of, and what ends its waiting. */
@Timeout(60)
class SqliteWatchTest {

    /** Longer than a test may take: whoever waits for so long is woken or fails. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration GLANCE = Duration.ZERO;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void create() {
        file = folder.resolve("state.sqlite");
        SqliteStore.open(file).close();
    }

    private static void write(Store store, String run) {
        store.write(tx -> {
            tx.runs().insert(Rows.run(run));
            return true;
        });
    }

    @Test
    void whatThisProcessCommitsIsHeardOfOnce() throws InterruptedException {
        for (SqliteStore store : List.of(SqliteStore.open(file), SqliteStore.inMemory())) {
            try (store;
                    StoreWatch watch = store.watch()) {
                assertThat(watch.await(GLANCE)).isFalse();
                write(store, "a");
                write(store, "b");
                assertThat(watch.await(LONG)).isTrue();
                assertThat(watch.await(GLANCE)).isFalse();
                write(store, "c");
                assertThat(watch.await(LONG)).isTrue();
            }
        }
    }

    @Test
    void aCommitOfThisProcessEndsTheWaiting() throws Exception {
        for (SqliteStore store : List.of(SqliteStore.open(file), SqliteStore.inMemory())) {
            try (store;
                    StoreWatch watch = store.watch()) {
                FutureTask<Boolean> waiting = waiting(watch);
                write(store, "a");
                assertThat(waiting.get()).isTrue();
            }
        }
    }

    @Test
    void everyWatchHears() throws InterruptedException {
        try (SqliteStore store = SqliteStore.open(file);
                StoreWatch first = store.watch();
                StoreWatch second = store.watch()) {
            write(store, "a");
            assertThat(first.await(LONG)).isTrue();
            assertThat(second.await(LONG)).isTrue();
        }
    }

    @Test
    void whatIsRefusedIsNotHeardOf() throws InterruptedException {
        try (SqliteStore store = SqliteStore.open(file);
                StoreWatch watch = store.watch()) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> store.write(tx -> {
                        throw new IllegalStateException("not this");
                    }));
            assertThat(watch.await(GLANCE)).isFalse();
        }
    }

    @Test
    void commitsOfOthersAreHeardOfOnce() throws InterruptedException {
        try (SqliteStore store = SqliteStore.open(file);
                SqliteStore other = SqliteStore.open(file);
                StoreWatch watch = store.watch()) {
            write(other, "a");
            assertThat(watch.await(GLANCE)).isTrue();
            assertThat(watch.await(GLANCE)).isFalse();
            Raw.script(file, "CREATE TABLE of_another_program (id)");
            assertThat(watch.await(GLANCE)).isTrue();
            assertThat(watch.await(GLANCE)).isFalse();
        }
    }

    @Test
    void aStoreThatIsOnlyReadHearsOfTheCommitsOfOthers() throws InterruptedException {
        try (SqliteStore other = SqliteStore.open(file);
                SqliteStore store = SqliteStore.builder(file).readOnly().open();
                StoreWatch watch = store.watch()) {
            assertThat(watch.await(GLANCE)).isFalse();
            write(other, "a");
            assertThat(watch.await(GLANCE)).isTrue();
        }
    }

    @Test
    void whatWasCommittedBeforeTheWatchWasOpenedIsNotHeardOf() throws InterruptedException {
        try (SqliteStore store = SqliteStore.open(file);
                SqliteStore other = SqliteStore.open(file)) {
            write(store, "a");
            write(other, "b");
            try (StoreWatch watch = store.watch()) {
                assertThat(watch.await(GLANCE)).isFalse();
            }
        }
    }

    @Test
    void wakingEndsTheWaitingThatIsUnderWayOrElseTheNext() throws Exception {
        try (SqliteStore store = SqliteStore.open(file);
                StoreWatch watch = store.watch()) {
            // More than once: what ended an earlier waiting may have been left over for the first.
            for (int i = 0; i < 3; i++) {
                watch.wake();
                assertThat(watch.await(LONG)).isFalse();
            }
            FutureTask<Boolean> waiting = waiting(watch);
            watch.wake();
            assertThat(waiting.get()).isFalse();
        }
    }

    @Test
    void anInterruptionEndsTheWaitingAndLosesNothing() throws InterruptedException {
        try (SqliteStore store = SqliteStore.open(file);
                StoreWatch watch = store.watch()) {
            write(store, "a");
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> watch.await(LONG));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(watch.await(LONG)).isTrue();

            CompletableFuture<Thread> watcher = new CompletableFuture<>();
            FutureTask<Boolean> waiting = waiting(watch, watcher);
            watcher.join().interrupt();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waiting::get)
                    .withCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void theTimeIsTheOneOfATransaction() {
        HandClock clock = new HandClock();
        clock.set(Instant.parse("2026-01-01T00:00:00.123456789Z"));
        try (SqliteStore store = SqliteStore.builder(file).clock(clock).open();
                StoreWatch watch = store.watch()) {
            Instant inside = store.read(tx -> tx.now());
            assertThat(watch.now()).isEqualTo(inside);
        }
    }

    @Test
    void theConnectionOfAWatchIsClosedWithIt() throws SQLException {
        Session session = Raw.connect(file);
        Watches watches = new Watches(FileIdentity.NONE, () -> Optional.of(session), new HandClock());
        watches.open().close();
        assertThat(session.connection().isClosed()).isTrue();
        watches.committed();
    }

    @Test
    void theConnectionOfAWatchThatCannotBeOpenedIsClosed() throws Exception {
        Session session = Raw.connect(file);
        Watches watches = new Watches(FileIdentity.NONE, () -> Optional.of(session), new HandClock());
        Files.writeString(file, "not a database".repeat(1_000));
        assertThatExceptionOfType(OrchestratorException.class).isThrownBy(watches::open);
        assertThat(session.connection().isClosed()).isTrue();
    }

    private static FutureTask<Boolean> waiting(StoreWatch watch) {
        return waiting(watch, new CompletableFuture<>());
    }

    /** Waits on a thread of its own, which has begun to. */
    private static FutureTask<Boolean> waiting(StoreWatch watch, CompletableFuture<Thread> watcher) {
        FutureTask<Boolean> waiting = new FutureTask<>(() -> watch.await(LONG));
        Thread thread = new Thread(waiting);
        thread.start();
        watcher.complete(thread);
        Await.untilWaiting(List.of(thread));
        return waiting;
    }
}
