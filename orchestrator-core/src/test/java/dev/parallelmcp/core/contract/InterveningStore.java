package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.Transaction;
import java.util.function.Function;

/** A store before whose second write something else happens, as when another process comes in between. */
final class InterveningStore extends ForwardingStore {
    private final Runnable intervention;
    private int writes;

    InterveningStore(Store store, Runnable intervention) {
        super(store);
        this.intervention = intervention;
    }

    @Override
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        writes++;
        if (writes == 2) {
            intervention.run();
        }
        return super.write(work);
    }
}
