package dev.parallelmcp.core.store.sqlite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.contract.ForwardingStore;
import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Verdict;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.sqlite.SqliteDoctor;
import java.nio.file.Path;

/** A store whose database has to be in order whenever it is closed, whatever the test has done to it. */
final class ExaminedStore extends ForwardingStore {

    private final Path file;

    ExaminedStore(Store store, Path file) {
        super(store);
        this.file = file;
    }

    @Override
    public void close() {
        super.close();
        Diagnosis diagnosis = SqliteDoctor.examine(file);
        assertThat(diagnosis.verdict()).as(diagnosis.toString()).isEqualTo(Verdict.CLEAN);
    }
}
