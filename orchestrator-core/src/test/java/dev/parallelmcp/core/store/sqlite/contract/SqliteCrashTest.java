package dev.parallelmcp.core.store.sqlite.contract;

import dev.parallelmcp.core.contract.CrashContract;
import dev.parallelmcp.core.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class SqliteCrashTest extends CrashContract {

    @TempDir
    private Path folder;

    private Optional<Path> copy = Optional.empty();

    private Path current() {
        return copy.orElse(folder);
    }

    @Override
    protected Store open(InstantSource clock) {
        return SqliteDatabase.open(current(), clock);
    }

    /** On a copy of what is on the disk: so nothing is left of the locks and the memory that end with a process. */
    @Override
    protected Store openAfterKill(InstantSource clock) {
        Path left = current();
        copy = Optional.of(left.resolve("copy"));
        SqliteDatabase.copy(left, current());
        return open(clock);
    }
}
