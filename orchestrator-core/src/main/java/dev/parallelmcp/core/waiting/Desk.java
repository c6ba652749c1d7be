package dev.parallelmcp.core.waiting;

/**
 * Where lines are served that may want the same: in the order of coming across all of them. Nobody looks there while
 * somebody fetches, for what a look shows is what they are about to take. Guarded by the room's lock.
 */
public final class Desk {

    private static final int MOST_FETCHING = 64;

    private int waiting;
    private int fetching;
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

    boolean isIdle() {
        return fetching == 0;
    }

    int burst() {
        return burst;
    }

    void startFetching(int count) {
        fetching += count;
    }

    /** One has fetched something, or failed. */
    void served() {
        fetching--;
        burst = Math.min(burst * 2, MOST_FETCHING);
    }

    /** One has found nothing. */
    void disappointed() {
        fetching--;
        burst = 1;
    }
}
