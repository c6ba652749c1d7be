package dev.parallelmcp.core.waiting;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Where lines are served that may want the same: in the order of coming across all of them. Nobody looks there while
 * somebody fetches, for what a look shows is what they are about to take. Guarded by the room's lock.
 */
public final class Desk {

    private static final int MOST_FETCHING = 64;

    /** Whoever has not fetched by then is held up, by the database or by an executor that has no thread free. */
    private static final long MOST_FETCHING_NANOS = Duration.ofMillis(200).toNanos();

    /** What is due and cannot be done is tried again, but not all the time. */
    private static final long BETWEEN_VAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Set<Place<?>> fetching = new HashSet<>();
    private long fetchingSince;
    /** The time when that was seen which they fetch. */
    private Instant seenAt = Instant.MIN;

    /** Instants up to here had come when somebody fetched in vain last, at {@code vainAt}. */
    private Instant vainUpTo = Instant.MIN;

    private long vainAt;
    private int waiting;
    /** How many are to fetch at once: the more, the longer all have found something. */
    private int burst = 1;

    void come() {
        waiting++;
    }

    void leave() {
        waiting--;
    }

    boolean hasVisitors() {
        return waiting > 0;
    }

    /** Whether the next can be served. Those who are held up are not waited for: the others may be quicker. */
    boolean isFree(long nanoTime) {
        if (nanoTime - fetchingSince > MOST_FETCHING_NANOS) {
            fetching.clear();
        }
        return fetching.isEmpty();
    }

    int burst() {
        return burst;
    }

    void startFetching(Collection<Place<?>> places, Instant now, long nanoTime) {
        fetching.addAll(places);
        fetchingSince = nanoTime;
        seenAt = now;
    }

    /** This one has fetched something, or failed. */
    void served(Place<?> place) {
        fetching.remove(place);
        burst = Math.min(burst * 2, MOST_FETCHING);
    }

    /** This one has found nothing. */
    void disappointed(Place<?> place, long nanoTime) {
        fetching.remove(place);
        burst = 1;
        vainUpTo = seenAt;
        vainAt = nanoTime;
    }

    /** Whether what this instant brings is known to be nothing: it has been fetched in vain, so it cannot be done. */
    boolean isInVain(Instant dueAt, long nanoTime) {
        return !dueAt.isAfter(vainUpTo) && nanoTime - vainAt < BETWEEN_VAIN_NANOS;
    }
}
