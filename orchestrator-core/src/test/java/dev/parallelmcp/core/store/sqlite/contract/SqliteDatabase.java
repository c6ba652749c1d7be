package dev.parallelmcp.core.store.sqlite.contract;

import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Opens the one database of a test, in a file as users have it, and has it examined at the end. */
final class SqliteDatabase {

    private static final String FILE = "state.sqlite";

    /** The database and its log. The third file, which readers and writers share, is memory and not read after a crash. */
    private static final List<String> ON_THE_DISK = List.of(FILE, FILE + "-wal");

    private SqliteDatabase() {}

    static Store open(Path folder, InstantSource clock) {
        Path file = folder.resolve(FILE);
        return new ExaminedStore(SqliteStore.builder(file).clock(clock).open(), file);
    }

    /** For tests that write rows which no engine writes. */
    static Store openBelowTheEngine(Path folder, InstantSource clock) {
        return SqliteStore.builder(folder.resolve(FILE)).clock(clock).open();
    }

    /** Puts a database into a new folder as it is on the disk now, while others have it open. */
    static void copy(Path from, Path to) {
        try {
            Files.createDirectory(to);
            for (String file : ON_THE_DISK) {
                Files.copy(from.resolve(file), to.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
