package dev.parallelmcp.core.store.sqlite.contract;

import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;

/** Opens the one database of a test, in a file as users have it. */
final class SqliteDatabase {

    private SqliteDatabase() {}

    static Store open(Path folder, InstantSource clock) {
        return SqliteStore.builder(folder.resolve("state.sqlite")).clock(clock).open();
    }
}
