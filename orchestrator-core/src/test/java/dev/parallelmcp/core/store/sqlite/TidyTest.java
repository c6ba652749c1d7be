package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the write-ahead log is emptied. Its size is asked of the file system; the file itself is never opened here. */
class TidyTest {

    @TempDir
    private Path folder;

    private long logBytes() throws IOException {
        return Files.size(folder.resolve("state.sqlite-wal"));
    }

    private static void write(Store store, String run) {
        store.write(tx -> {
            tx.runs().insert(Rows.run(run));
            return true;
        });
    }

    @Test
    void theLogIsEmptiedWhenNothingWasWrittenBetweenTwoLooks() throws IOException {
        try (Store store = SqliteStore.open(folder.resolve("state.sqlite"))) {
            write(store, "a");
            store.tidy();
            assertThat(logBytes()).isPositive();
            write(store, "b");
            store.tidy();
            assertThat(logBytes()).isPositive();
            store.tidy();
            assertThat(logBytes()).isZero();
            write(store, "c");
            assertThat(store.<Boolean>read(tx -> tx.runs().find("a").isPresent()))
                    .isTrue();
        }
    }

    @Test
    void otherStoresHaveNothingToDo() throws IOException {
        Path file = folder.resolve("state.sqlite");
        SqliteStore.open(file).close();
        try (Store memory = SqliteStore.inMemory();
                Store readOnly = SqliteStore.builder(file).readOnly().open()) {
            memory.tidy();
            memory.tidy();
            readOnly.tidy();
        }
        Store closed = SqliteStore.open(file);
        closed.close();
        closed.tidy();
    }
}
