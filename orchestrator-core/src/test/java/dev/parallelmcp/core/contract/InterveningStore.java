package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.StoreWatch;
import dev.parallelmcp.core.store.Transaction;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A store before whose second write something else happens, as when another process comes in between. */
final class InterveningStore implements Store {
    private final Store store;
    private final Runnable intervention;
    private int writes;

    InterveningStore(Store store, Runnable intervention) {
        this.store = store;
        this.intervention = intervention;
    }

    @Override
    public <T> T read(Function<? super ReadTransaction, ? extends T> work) {
        return store.read(work);
    }

    @Override
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        writes++;
        if (writes == 2) {
            intervention.run();
        }
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
    public StoreWatch watch() {
        return store.watch();
    }

    @Override
    public void close() {
        store.close();
    }
}
