package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.EventType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often each operation succeeded, and each refusal and event came. Thread-safe. */
final class Tally {

    private final Map<String, Integer> answered = new TreeMap<>();
    private final Map<EventType, Integer> events = new EnumMap<>(EventType.class);
    private final Map<ErrorCode, Integer> refused = new EnumMap<>(ErrorCode.class);

    synchronized void count(Record request, Outcome outcome) {
        if (outcome instanceof Outcome.Answered) {
            answered.merge(Operation.of(request), 1, Integer::sum);
        } else if (outcome instanceof Outcome.Refused refusal) {
            refused.merge(refusal.code(), 1, Integer::sum);
        }
    }

    synchronized void count(List<ModelEvent> written) {
        written.forEach(event -> events.merge(event.eventType(), 1, Integer::sum));
    }

    synchronized Map<EventType, Integer> events() {
        return new EnumMap<>(events);
    }

    synchronized Map<String, Integer> answered() {
        return new TreeMap<>(answered);
    }

    synchronized Map<ErrorCode, Integer> refused() {
        return new EnumMap<>(refused);
    }

    /** Of a hundred calls, how many were refused. */
    synchronized long percentRefused() {
        long refusals = sum(refused);
        return 100 * refusals / Math.max(1, refusals + sum(answered));
    }

    private static long sum(Map<?, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }
}
