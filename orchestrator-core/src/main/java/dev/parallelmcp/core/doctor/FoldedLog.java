package dev.parallelmcp.core.doctor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody knows who has read nothing but the log: status, count and holder of every task, status of every run.
 * Events are given in the order of their ids. Not thread-safe.
 */
public final class FoldedLog {

    /** All types about tasks, and about runs, carry the fields that are folded: those of a later version too. */
    private static final String ABOUT_A_TASK = "task.";

    private static final String ABOUT_A_RUN = "run.";

    private final Map<String, FoldedTask> tasks = new LinkedHashMap<>();
    private final Map<String, FoldedRun> runs = new LinkedHashMap<>();
    private final List<LoggedEvent> unreadable = new ArrayList<>();
    private long events;

    public static FoldedLog of(Iterable<LoggedEvent> log) {
        FoldedLog folded = new FoldedLog();
        log.forEach(folded::apply);
        return folded;
    }

    public void apply(LoggedEvent event) {
        events++;
        boolean read = true;
        if (event.type().startsWith(ABOUT_A_TASK)) {
            read = applyToTask(event, event.taskId());
        } else if (event.type().startsWith(ABOUT_A_RUN)) {
            read = applyToRun(event);
        }
        if (!read) {
            unreadable.add(event);
        }
    }

    private boolean applyToTask(LoggedEvent event, @Nullable String taskId) {
        FoldedTask task = LoggedPayload.parse(event.payload())
                .flatMap(payload -> payload.task(event.runId()))
                .orElse(null);
        if (taskId == null || task == null) {
            return false;
        }
        tasks.put(taskId, task);
        return true;
    }

    private boolean applyToRun(LoggedEvent event) {
        FoldedRun run =
                LoggedPayload.parse(event.payload()).flatMap(LoggedPayload::run).orElse(null);
        if (run == null) {
            return false;
        }
        runs.put(event.runId(), run);
        return true;
    }

    /** By id, in the order of their first events. */
    public Map<String, FoldedTask> tasks() {
        return Collections.unmodifiableMap(tasks);
    }

    /** By id, in the order of their first events. */
    public Map<String, FoldedRun> runs() {
        return Collections.unmodifiableMap(runs);
    }

    /** Events that do not carry what every event of their sort carries. */
    public List<LoggedEvent> unreadable() {
        return Collections.unmodifiableList(unreadable);
    }

    /** How many events there were. */
    public long events() {
        return events;
    }

    /** How many tasks of a run are in each status, by its outside name; those without any are left out. */
    public Map<String, Integer> counts(String runId) {
        Map<String, Integer> counts = new TreeMap<>();
        tasks.values().stream()
                .filter(task -> task.runId().equals(runId))
                .forEach(task -> counts.merge(task.status(), 1, Integer::sum));
        return counts;
    }
}
