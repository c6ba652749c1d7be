package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A database that is kept in maps. It plays the part of the disk: what a store has committed to it is there when another
 * store is opened on it, after the first or beside it. Thread-safe but for {@link #kill}.
 */
public final class MemoryDatabase {

    private final Journal journal = new Journal();
    private final Tables tables = new Tables(journal);
    private final List<MemoryWatch> watches = new CopyOnWriteArrayList<>();
    private Turns turns = newTurns();

    private Turns newTurns() {
        return new Turns(tables, journal, () -> watches.forEach(MemoryWatch::committed));
    }

    /** Opens a store, which takes its time from {@code clock} alone. */
    public Store open(InstantSource clock) {
        return new MemoryStore(turns, watches, clock);
    }

    /**
     * What happens to the database when the processes that have it open are killed: a transaction in progress never was,
     * and its lock is nobody's. The stores that were open until now refuse everything. No other thread may be doing
     * anything with them, except that one may be waiting inside a transaction.
     */
    public void kill() {
        turns.kill();
        turns = newTurns();
    }
}
