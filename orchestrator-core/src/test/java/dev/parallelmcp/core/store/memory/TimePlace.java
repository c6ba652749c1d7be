package dev.parallelmcp.core.store.memory;

import java.time.Instant;
import java.util.Comparator;

/** A place in an order by time, in which ties are listed as they came. */
record TimePlace(Instant at, long seq) implements Comparable<TimePlace> {

    private static final Comparator<TimePlace> ORDER =
            Comparator.comparing(TimePlace::at).thenComparing(TimePlace::seq);

    /** Before everything of this instant. */
    static TimePlace startOf(Instant at) {
        return new TimePlace(at, Long.MIN_VALUE);
    }

    /** After everything of this instant. */
    static TimePlace endOf(Instant at) {
        return new TimePlace(at, Long.MAX_VALUE);
    }

    @Override
    public int compareTo(TimePlace other) {
        return ORDER.compare(this, other);
    }
}
