package dev.parallelmcp.core.store.memory;

import java.util.Comparator;

/** Two texts that name something together: a key within its run, a token within its namespace. */
record Pair(String first, String second) implements Comparable<Pair> {

    private static final Comparator<Pair> ORDER =
            Comparator.comparing(Pair::first, Orders.TEXT).thenComparing(Pair::second, Orders.TEXT);

    @Override
    public int compareTo(Pair other) {
        return ORDER.compare(this, other);
    }
}
