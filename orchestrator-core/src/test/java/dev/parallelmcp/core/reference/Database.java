package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.store.Store;
import java.util.Map;

/** A database for one history, which nobody else uses. Not thread-safe. */
public interface Database extends AutoCloseable {

    /** Opens it, once more where it is open. */
    Store open();

    /** How many rows there are, by what they are of; empty where nobody can tell. */
    default Map<Rows, Long> rows() {
        return Map.of();
    }

    /** Throws it away. */
    @Override
    void close();

    /** What there are rows of. */
    enum Rows {
        RUNS,
        TASKS,
        DEPENDENCIES,
        ATTEMPTS,
        SNAPSHOTS,
        EVENTS,
        TOKENS,
        OUTPUTS
    }
}
