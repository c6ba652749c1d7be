package dev.parallelmcp.server.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What was acknowledged, and what was in flight when its server was killed. */
final class Journal {

    private static final int MOST_WAITING = 3_000;

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Call> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicLong allAcknowledged = new AtomicLong();
    private final AtomicLong allUnanswered = new AtomicLong();
    private volatile long fullAt = MOST_WAITING;

    void acknowledged(Acknowledged done) {
        if (done.changedSomething()) {
            acknowledged.add(done);
            allAcknowledged.incrementAndGet();
        }
    }

    void unanswered(Call call) {
        unanswered.add(call);
        allUnanswered.incrementAndGet();
    }

    /** What was acknowledged since the last time. */
    List<Acknowledged> takeAcknowledged() {
        makeRoom();
        return take(acknowledged);
    }

    /** Lets work be begun anew: what is killed next must be at work. */
    void makeRoom() {
        fullAt = allAcknowledged.get() + MOST_WAITING;
    }

    /** Whether so much waits to be looked up that no more should be begun: else each look takes longer than the last. */
    boolean full() {
        return allAcknowledged.get() > fullAt;
    }

    /** What was in flight since the last time. */
    List<Call> takeUnanswered() {
        return take(unanswered);
    }

    private static <T> List<T> take(Queue<T> entries) {
        List<T> taken = new ArrayList<>();
        for (T entry = entries.poll(); entry != null; entry = entries.poll()) {
            taken.add(entry);
        }
        return taken;
    }

    long allAcknowledged() {
        return allAcknowledged.get();
    }

    long allUnanswered() {
        return allUnanswered.get();
    }
}
