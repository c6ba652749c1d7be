package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the workers of a race were answered. */
final class RaceTally {

    private final Set<String> claimedTasks = ConcurrentHashMap.newKeySet();
    private final Set<String> leases = ConcurrentHashMap.newKeySet();
    private final Set<Long> fencingTokens = ConcurrentHashMap.newKeySet();
    private final Set<String> completedTasks = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> claimsByProcess = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> errors = new ConcurrentSkipListMap<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();
    private final AtomicInteger claims = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicLong lastCompletionNanos = new AtomicLong(System.nanoTime());

    /** A worker of this process got this claim. */
    void claimed(int process, JsonNode claim) {
        claims.incrementAndGet();
        claimsByProcess.merge(process, 1, Integer::sum);
        boolean newTask = claimedTasks.add(claim.at("/task/id").asText());
        boolean newLease = leases.add(claim.at("/lease/id").asText());
        boolean newToken = fencingTokens.add(claim.at("/lease/fencingToken").asLong());
        if (!newTask || !newLease || !newToken) {
            duplicates.incrementAndGet();
        }
    }

    /** A completion was accepted. */
    void completed(String taskId) {
        lastCompletionNanos.accumulateAndGet(System.nanoTime(), Math::max);
        if (!completedTasks.add(taskId)) {
            duplicates.incrementAndGet();
        }
    }

    /** A call was not answered as it should be. */
    void error(String code) {
        errors.merge(code, 1, Integer::sum);
    }

    /** The race came to no end, for this reason. */
    void stopped(String reason) {
        reasons.add(reason);
    }

    List<String> reasonsToStop() {
        return List.copyOf(reasons);
    }

    /** When the last completion was accepted, by {@link System#nanoTime}. */
    long lastCompletionNanos() {
        return lastCompletionNanos.get();
    }

    int claims() {
        return claims.get();
    }

    int completions() {
        return completedTasks.size();
    }

    int duplicates() {
        return duplicates.get();
    }

    Map<String, Integer> errors() {
        return new TreeMap<>(errors);
    }

    Map<Integer, Integer> claimsByProcess() {
        return new TreeMap<>(claimsByProcess);
    }
}
