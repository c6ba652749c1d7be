package dev.parallelmcp.core.store.sqlite.contract;

import dev.parallelmcp.core.contract.TransactionContract;
import dev.parallelmcp.core.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteTransactionTest extends TransactionContract {

    @TempDir
    private Path folder;

    @Override
    protected Store open(InstantSource clock) {
        return SqliteDatabase.open(folder, clock);
    }
}
