package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.ReadTransaction;
import java.util.function.Function;

/** Where a store's reads go. */
interface Reads extends AutoCloseable {

    /** Runs {@code work} on one consistent state. */
    <T> T read(Function<? super ReadTransaction, ? extends T> work);

    /** Waits for running reads. */
    @Override
    void close();
}
