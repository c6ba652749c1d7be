package dev.parallelmcp.server.bench;

import java.util.Arrays;

/** How long each operation took, in the order of their coming. Not thread-safe. */
final class Latencies {

    private static final int FIRST_ROOM = 1024;
    private static final double NANOS_PER_MICRO = 1e3;

    private long[] nanos = new long[FIRST_ROOM];
    private int count;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    /**
     * The shortest duration that at least so many per cent of the operations did not exceed, in microseconds: the nearest
     * rank, so always one that was really seen.
     */
    double percentileMicros(int percent) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) (((long) percent * count + 99) / 100);
        return sorted[Math.max(1, rank) - 1] / NANOS_PER_MICRO;
    }
}
