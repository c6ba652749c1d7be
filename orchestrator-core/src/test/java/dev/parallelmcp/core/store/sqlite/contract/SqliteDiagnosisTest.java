package dev.parallelmcp.core.store.sqlite.contract;

import dev.parallelmcp.core.contract.DiagnosisContract;
import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.sqlite.SqliteDoctor;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteDiagnosisTest extends DiagnosisContract {

    @TempDir
    private Path folder;

    @Override
    protected Store open(InstantSource clock) {
        return SqliteDatabase.open(folder, clock);
    }

    @Override
    protected Diagnosis examine(InstantSource clock) {
        return SqliteDoctor.of(folder.resolve("state.sqlite")).clock(clock).examine();
    }
}
