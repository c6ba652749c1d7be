package dev.parallelmcp.core.store.sqlite.contract;

import dev.parallelmcp.core.contract.CrowdContract;
import dev.parallelmcp.core.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteCrowdTest extends CrowdContract {

    @TempDir
    private Path folder;

    @Override
    protected Store open(InstantSource clock) {
        return SqliteDatabase.open(folder, clock);
    }
}
