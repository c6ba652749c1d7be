package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.store.Store;
import java.time.InstantSource;
import java.util.Map;

/** A database for one history, which nobody else uses. Not thread-safe. */
public interface Database extends AutoCloseable {

    /** Makes empty ones. Thread-safe. */
    interface Factory {

        /** Its stores take their time from this clock. */
        Database create(InstantSource clock);
    }

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
