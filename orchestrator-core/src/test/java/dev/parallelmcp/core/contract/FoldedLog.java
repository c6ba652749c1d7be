package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What somebody knows who has read nothing but the log. */
final class FoldedLog {

    /** A task as its last event left it. */
    record FoldedTask(
            String runId,
            String status,
            long attemptCount,
            @Nullable String leaseId,
            @Nullable String leasedBy,
            @Nullable String reason) {

        static FoldedTask of(Task task) {
            return new FoldedTask(
                    task.runId(),
                    task.status().wireName(),
                    task.attemptCount(),
                    task.leaseId().orElse(null),
                    task.leasedBy().orElse(null),
                    task.statusReason().orElse(null));
        }
    }

    /** A run as its last event left it. */
    record FoldedRun(String status, boolean keepOpen) {
        static FoldedRun of(Run run) {
            return new FoldedRun(run.status().wireName(), run.keepOpen());
        }
    }

    private final Map<String, FoldedTask> tasks = new LinkedHashMap<>();
    private final Map<String, FoldedRun> runs = new LinkedHashMap<>();

    static FoldedLog of(List<Event> log) {
        FoldedLog folded = new FoldedLog();
        log.forEach(folded::apply);
        return folded;
    }

    private void apply(Event event) {
        Map<String, @Nullable Object> payload = Payloads.of(event);
        if (event.eventType() == EventType.CONTEXT_SNAPSHOT_CREATED) {
            return;
        }
        if (event.taskId().isPresent()) {
            tasks.put(event.taskId().get(), task(event, payload));
        } else {
            runs.put(
                    event.runId(),
                    new FoldedRun(String.valueOf(payload.get("status")), Boolean.TRUE.equals(payload.get("keepOpen"))));
        }
    }

    private static FoldedTask task(Event event, Map<String, @Nullable Object> payload) {
        for (String field : List.of("status", "attemptCount", "leaseId", "leasedBy", "reason")) {
            if (!payload.containsKey(field)) {
                throw new AssertionError(event + " does not tell " + field);
            }
        }
        return new FoldedTask(
                event.runId(),
                String.valueOf(payload.get("status")),
                payload.get("attemptCount") instanceof Long count ? count : -1,
                (String) payload.get("leaseId"),
                (String) payload.get("leasedBy"),
                (String) payload.get("reason"));
    }

    Map<String, FoldedTask> tasks() {
        return tasks;
    }

    Map<String, FoldedRun> runs() {
        return runs;
    }

    /** How many tasks of a run are in each status. */
    Map<String, Integer> counts(String runId) {
        Map<String, Integer> counts = new TreeMap<>();
        tasks.values().stream()
                .filter(task -> task.runId().equals(runId))
                .forEach(task -> counts.merge(task.status(), 1, Integer::sum));
        return counts;
    }
}
