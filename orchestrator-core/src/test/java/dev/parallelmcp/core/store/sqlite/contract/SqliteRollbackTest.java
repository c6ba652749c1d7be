package dev.parallelmcp.core.store.sqlite.contract;

import dev.parallelmcp.core.contract.RollbackContract;
import dev.parallelmcp.core.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteRollbackTest extends RollbackContract {

    @TempDir
    private Path folder;

    @Override
    protected Store open(InstantSource clock) {
        return SqliteDatabase.openBelowTheEngine(folder, clock);
    }
}
