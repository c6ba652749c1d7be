package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.store.TaskRow;
import java.util.Comparator;

/** A place in the queue: ready tasks first, then by priority, then in enqueue order. */
record QueuePlace(boolean ready, int priority, long seq) implements Comparable<QueuePlace> {

    private static final Comparator<QueuePlace> ORDER = Comparator.comparing(QueuePlace::ready)
            .thenComparing(QueuePlace::priority)
            .reversed()
            .thenComparing(QueuePlace::seq);

    static QueuePlace of(TaskRow task) {
        return new QueuePlace(
                task.state().ready(), task.spec().priority(), task.spec().seq());
    }

    @Override
    public int compareTo(QueuePlace other) {
        return ORDER.compare(this, other);
    }
}
