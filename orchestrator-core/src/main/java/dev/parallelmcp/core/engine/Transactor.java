package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Transactions on a store as its callers see it. */
record Transactor(Store store, Settings settings) {

    <R> R read(Function<? super ReadTransaction, ? extends R> query) {
        return store.<R>read(tx -> query.apply(view(tx)));
    }

    <R> R write(Function<? super TransactionOperations, ? extends R> change) {
        return store.<R>write(tx -> change.apply(new TransactionOperations(tx, settings)));
    }

    /** As {@link Store#submit}. */
    <R> CompletionStage<R> submit(Function<? super TransactionOperations, ? extends R> change, Executor executor) {
        return store.submit(tx -> change.apply(new TransactionOperations(tx, settings)), executor);
    }

    /** What the callers see of a transaction on the whole store. */
    ReadTransaction view(ReadTransaction whole) {
        return settings.scope().view(whole);
    }
}
