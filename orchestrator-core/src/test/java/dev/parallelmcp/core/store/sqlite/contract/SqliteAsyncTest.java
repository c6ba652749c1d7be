package dev.parallelmcp.core.store.sqlite.contract;

import dev.parallelmcp.core.contract.AsyncContract;
import dev.parallelmcp.core.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteAsyncTest extends AsyncContract {

    @TempDir
    private Path folder;

    @Override
    protected Store open(InstantSource clock) {
        return SqliteDatabase.open(folder, clock);
    }
}
