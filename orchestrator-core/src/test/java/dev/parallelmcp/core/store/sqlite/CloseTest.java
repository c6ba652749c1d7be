package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a store. */
class CloseTest {
    @TempDir
    Path folder;

    @Test
    void closedStoreSaysSo() {
        for (SqliteStore store : List.of(SqliteStore.open(folder.resolve("store.db")), SqliteStore.inMemory())) {
            store.close();
            store.close();
            assertClosed(() -> store.read(transaction -> true));
            assertClosed(() -> store.write(transaction -> true));
            assertClosed(() -> store.writeOnCallerThread(transaction -> true));
        }
    }

    @Test
    void closingInsideATransactionIsRefusedAndChangesNothing() {
        try (SqliteStore store = SqliteStore.open(folder.resolve("store.db"))) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> store.write(transaction -> close(store)));
            assertThat(store.<Boolean>read(transaction -> true)).isTrue();
            assertThat(store.<Boolean>write(transaction -> true)).isTrue();
        }
    }

    private static boolean close(SqliteStore store) {
        store.close();
        return true;
    }

    private static void assertClosed(Runnable use) {
        assertThatExceptionOfType(OrchestratorException.class)
                .isThrownBy(use::run)
                .withMessage("the store is closed")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void closingWaitsForRunningWork() throws Exception {
        for (boolean reading : List.of(true, false)) {
            SqliteStore store = SqliteStore.open(folder.resolve("store.db"));
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            Runnable work = () -> {
                inside.countDown();
                await(go);
            };
            Thread worker = new Thread(() -> {
                if (reading) {
                    store.read(transaction -> finish(work));
                } else {
                    store.write(transaction -> finish(work));
                }
            });
            worker.start();
            await(inside);
            Thread closer = new Thread(store::close);
            closer.start();
            Await.untilWaiting(List.of(closer));
            go.countDown();
            worker.join();
            closer.join();
            assertClosed(() -> store.write(transaction -> true));
        }
    }

    private static boolean finish(Runnable work) {
        work.run();
        return true;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theLastToCloseLeavesOneFile() throws Exception {
        Path file = folder.resolve("store.db");
        try (SqliteStore first = SqliteStore.open(file);
                SqliteStore second = SqliteStore.open(file)) {
            for (SqliteStore store : List.of(first, second)) {
                store.write(transaction -> {
                    transaction.runs().insert(Rows.run(store == first ? "first" : "second"));
                    return true;
                });
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
