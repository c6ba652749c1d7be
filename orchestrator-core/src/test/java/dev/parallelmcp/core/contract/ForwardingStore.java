package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.StoreWatch;
import dev.parallelmcp.core.store.Transaction;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Does what another store does; for stores that are different in one way. */
public abstract class ForwardingStore implements Store {

    private final Store store;

    protected ForwardingStore(Store store) {
        this.store = store;
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
    }
}
