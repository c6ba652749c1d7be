package dev.parallelmcp.server.drill;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a crash drill did, and how it ended. */
final class CrashTally {

    private final Map<KillMode, Integer> kills = new EnumMap<>(KillMode.class);
    private long tasks;
    private long completed;
    private long longestOutageNanos;

    void killed(KillMode mode) {
        kills.merge(mode, 1, Integer::sum);
    }

    /** After a kill no server was left for so long. */
    void outage(long nanos) {
        longestOutageNanos = Math.max(longestOutageNanos, nanos);
    }

    long longestOutageMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longestOutageNanos);
    }

    /** What the database says at the end. */
    void ended(long allTasks, long completedTasks) {
        tasks = allTasks;
        completed = completedTasks;
    }

    int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    int kills(KillMode mode) {
        return kills.getOrDefault(mode, 0);
    }

    long tasks() {
        return tasks;
    }

    long completed() {
        return completed;
    }
}
