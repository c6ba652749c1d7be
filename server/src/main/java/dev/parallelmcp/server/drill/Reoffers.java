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

    /** Waits for each of them to be claimed; answers the longest time since the kill, in milliseconds. */
    long await(List<Orphan> orphans, long killNanos) throws InterruptedException {
        int most = load.options().reofferMillis();
        List<Orphan> waiting = new ArrayList<>(orphans);
        long slowest = 0;
        while (!waiting.isEmpty() && millis(killNanos, System.nanoTime()) < most + GIVE_UP_MILLIS) {
            for (Orphan orphan : List.copyOf(waiting)) {
                Optional<Long> claimed = load.holds().nextClaimNanos(orphan.taskId(), orphan.number());
                if (claimed.isPresent()) {
                    long millis = millis(killNanos, claimed.get());
                    load.findings().offeredAgain(orphan.taskId(), millis, most);
                    slowest = Math.max(slowest, millis);
                    waiting.remove(orphan);
                }
            }
            pause.pass(LOOK_MILLIS);
        }
        waiting.forEach(orphan -> load.findings().add(Fault.OFFERED_LATE, orphan.taskId() + " not at all"));
        return slowest;
    }

    private static long millis(long fromNanos, long toNanos) {
        return TimeUnit.NANOSECONDS.toMillis(toNanos - fromNanos);
    }
}
