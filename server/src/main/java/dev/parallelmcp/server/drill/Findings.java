package dev.parallelmcp.server.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The faults that a crash drill has found, and the times that it has measured. Any thread may add. */
final class Findings {

    private static final int TOLD_OF_EACH = 5;

    private final Map<Fault, List<String>> faults = new EnumMap<>(Fault.class);
    private final List<Long> reofferMillis = new ArrayList<>();

    synchronized void add(Fault fault, String words) {
        faults.computeIfAbsent(fault, key -> new ArrayList<>()).add(words);
    }

    synchronized int count(Fault fault) {
        return faults.getOrDefault(fault, List.of()).size();
    }

    /** The first of each kind, in words. */
    synchronized List<String> told() {
        List<String> told = new ArrayList<>();
        faults.forEach((fault, words) ->
                words.stream().limit(TOLD_OF_EACH).forEach(text -> told.add(fault.label() + ": " + text)));
        return told;
    }

    /** A task whose worker was killed has been offered again, so long after the kill. */
    synchronized void offeredAgain(String taskId, long millis, long mostMillis) {
        reofferMillis.add(millis);
        if (millis > mostMillis) {
            add(Fault.OFFERED_LATE, taskId + " after " + millis + " ms, allowed " + mostMillis + " ms");
        }
    }

    /** How long it took for each held task, shortest first. */
    synchronized List<Long> reofferMillis() {
        List<Long> sorted = new ArrayList<>(reofferMillis);
        Collections.sort(sorted);
        return sorted;
    }
}
