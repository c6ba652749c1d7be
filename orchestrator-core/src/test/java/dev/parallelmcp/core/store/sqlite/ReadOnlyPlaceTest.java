package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing can be written where the database is, not even by the superuser. */
class ReadOnlyPlaceTest {

    @TempDir
    Path folder;

    private Path writable;
    private Path readable;

    @BeforeEach
    void makeFolders() throws IOException {
        writable = Files.createDirectory(folder.resolve("writable"));
        readable = Files.createDirectory(folder.resolve("readable"));
    }

    private static void write(SqliteStore store, String id) {
        store.write(transaction -> {
            transaction.runs().insert(Rows.run(id));
            return true;
        });
    }

    private static boolean has(SqliteStore store, String id) {
        return store.<Boolean>read(tx -> tx.runs().find(id).isPresent());
    }

    private static void assertUnavailable(ThrowingCallable call, String why) {
        assertThatExceptionOfType(OrchestratorException.class)
                .isThrownBy(call)
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void aFileSystemThatCanOnlyBeReadIsRefusedAtTheStart() {
        SqliteStore.open(writable.resolve("store.db")).close();
        try (Mount mount = Mount.readOnly(writable, readable)) {
            assertThat(mount).isNotNull();
            assertUnavailable(
                    () -> SqliteStore.open(readable.resolve("store.db")).close(), "may only be read here");
            assertUnavailable(() -> SqliteStore.open(readable.resolve("new.db")).close(), "cannot be created");
            assertUnavailable(
                    () -> SqliteStore.builder(readable.resolve("store.db"))
                            .readOnly()
                            .open()
                            .close(),
                    "make the folder writable");
        }
        assertThat(writable.resolve("new.db")).doesNotExist();
    }

    @Test
    void filesThatBecomeReadOnlyWhileTheyAreOpenRefuseWritesUntilTheyAreNotAnyMore() {
        Path file = writable.resolve("store.db");
        try (SqliteStore store = SqliteStore.open(file)) {
            write(store, "before");
            List<Path> files = List.of(file, writable.resolve("store.db-wal"));
            files.forEach(Mount::freeze);
            try {
                assertUnavailable(() -> write(store, "refused"), "");
                assertThat(has(store, "before")).isTrue();
                assertThat(has(store, "refused")).isFalse();
                store.tidy();
                store.tidy();
            } finally {
                files.forEach(Mount::thaw);
            }
            write(store, "after");
            assertThat(has(store, "after")).isTrue();
        }
        Soundness.requireWhole(file);
    }
}
