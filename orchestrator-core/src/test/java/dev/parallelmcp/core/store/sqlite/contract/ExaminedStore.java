package dev.parallelmcp.core.store.sqlite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Verdict;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.StoreWatch;
import dev.parallelmcp.core.store.Transaction;
import dev.parallelmcp.core.store.sqlite.SqliteDoctor;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A store whose database has to be in order whenever it is closed, whatever the test has done to it. */
final class ExaminedStore implements Store {

    private final Store store;
    private final Path file;

    ExaminedStore(Store store, Path file) {
        this.store = store;
        this.file = file;
    }

    @Override
    public <T> T read(Function<? super ReadTransaction, ? extends T> work) {
        return store.read(work);
    }

    @Override
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        return store.write(work);
    }

    @Override
    public <T> CompletionStage<T> submit(Function<? super Transaction, ? extends T> work, Executor executor) {
        return store.submit(work, executor);
    }

    @Override
    public <T> T writeOnCallerThread(Function<? super Transaction, ? extends T> work) {
        return store.writeOnCallerThread(work);
    }

    @Override
    public void tidy() {
        store.tidy();
    }

    @Override
    public StoreWatch watch() {
        return store.watch();
    }

    @Override
    public void close() {
        store.close();
        Diagnosis diagnosis = SqliteDoctor.examine(file);
        assertThat(diagnosis.verdict()).as(diagnosis.toString()).isEqualTo(Verdict.CLEAN);
    }
}
