package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.store.OutputRoom;

/** How much is kept of what was put out for a task, while the oldest entries are taken out of it. Not thread-safe. */
final class OutputTotals {
    private final long latest;
    private long oldest;
    private long bytes;

    OutputTotals(long oldest, long latest, long bytes) {
        this.oldest = oldest;
        this.latest = latest;
        this.bytes = bytes;
    }

    long oldest() {
        return oldest;
    }

    long latest() {
        return latest;
    }

    long bytes() {
        return bytes;
    }

    /** One entry fits any room: it has just been put out. */
    boolean fit(OutputRoom room) {
        return oldest == latest || room.holds(latest - oldest + 1, bytes);
    }

    void withoutOldest(long entryBytes) {
        oldest++;
        bytes -= entryBytes;
    }
}
