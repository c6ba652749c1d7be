package dev.parallelmcp.core.store;

/**
 * How much of what was put out for one task is kept.
 *
 * @param bytes of all values together, in UTF-8
 */
public record OutputRoom(int entries, long bytes) {

    /** Whether so much is not too much. */
    public boolean holds(long keptEntries, long keptBytes) {
        return keptEntries <= entries && keptBytes <= bytes;
    }
}
