package dev.parallelmcp.server.drill;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Who got which task, in the order of the attempts; sees a task that is offered to two at once. */
final class Holds {

    private final Map<String, NavigableMap<Integer, Hold>> byTask = new ConcurrentHashMap<>();
    private final Findings findings;

    Holds(Findings findings) {
        this.findings = findings;
    }

    void acquired(Hold hold) {
        NavigableMap<Integer, Hold> attempts = byTask.computeIfAbsent(hold.taskId(), id -> new TreeMap<>());
        synchronized (attempts) {
            if (attempts.put(hold.number(), hold) != null) {
                findings.add(
                        Fault.HELD_TWICE, hold.taskId() + ": attempt " + hold.number() + " was answered to two claims");
            }
            Map.Entry<Integer, Hold> before = attempts.lowerEntry(hold.number());
            if (before != null
                    && !before.getValue().ending()
                    && before.getValue().livesSurely(hold.receivedNanos())) {
                findings.add(
                        Fault.HELD_TWICE,
                        hold.taskId() + ": " + hold.workerId() + " got it while "
                                + before.getValue().workerId() + " held it");
            }
        }
    }

    /** Whether somebody was told that he has this attempt. */
    boolean known(String taskId, int number) {
        NavigableMap<Integer, Hold> attempts = byTask.get(taskId);
        if (attempts == null) {
            return false;
        }
        synchronized (attempts) {
            return attempts.containsKey(number);
        }
    }

    /** When the task was next claimed after this attempt; empty as long as nobody was told that he has it. */
    Optional<Long> nextClaimNanos(String taskId, int afterNumber) {
        NavigableMap<Integer, Hold> attempts = byTask.get(taskId);
        if (attempts == null) {
            return Optional.empty();
        }
        synchronized (attempts) {
            return Optional.ofNullable(attempts.higherEntry(afterNumber))
                    .map(next -> next.getValue().receivedNanos());
        }
    }
}
