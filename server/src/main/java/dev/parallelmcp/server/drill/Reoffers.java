package dev.parallelmcp.server.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Measures when workers that wait for tasks get those whose worker was killed. */
final class Reoffers {

    private static final long LOOK_MILLIS = 10;
    private static final long GIVE_UP_MILLIS = 10_000;

    private final Load load;
    private final Pause pause;

    Reoffers(Load load, Pause pause) {
        this.load = load;
        this.pause = pause;
    }

    /**
     * Waits for each of them to be claimed; answers the longest time since the kill, in milliseconds.
     *
     * @param servedNanos when the first server served after the kill: where none was left, nobody could be asked before
     */
    long await(List<Orphan> orphans, long killNanos, long servedNanos) throws InterruptedException {
        long outage = millis(killNanos, servedNanos);
        long most = Math.max(load.options().leaseMillis(), outage) + CrashOptions.GRACE_MILLIS;
        List<Orphan> waiting = new ArrayList<>(orphans);
        long slowest = claimed(waiting, killNanos, most);
        while (!waiting.isEmpty() && millis(killNanos, System.nanoTime()) < most + GIVE_UP_MILLIS) {
            pause.pass(LOOK_MILLIS);
            slowest = Math.max(slowest, claimed(waiting, killNanos, most));
        }
        waiting.forEach(orphan -> load.findings().add(Fault.OFFERED_LATE, orphan.taskId() + " not at all"));
        return slowest;
    }

    /** Takes those away that have been claimed, and answers the longest time that one of them took. */
    private long claimed(List<Orphan> waiting, long killNanos, long mostMillis) {
        long slowest = 0;
        for (Orphan orphan : List.copyOf(waiting)) {
            Optional<Long> claimed = load.holds().nextClaimNanos(orphan.taskId(), orphan.number());
            if (claimed.isPresent()) {
                long millis = millis(killNanos, claimed.get());
                load.findings().offeredAgain(orphan.taskId(), millis, mostMillis);
                slowest = Math.max(slowest, millis);
                waiting.remove(orphan);
            }
        }
        return slowest;
    }

    private static long millis(long fromNanos, long toNanos) {
        return TimeUnit.NANOSECONDS.toMillis(toNanos - fromNanos);
    }
}
