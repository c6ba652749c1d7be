package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Attempt;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskOutput;
import dev.parallelmcp.core.model.TaskSummary;
import java.util.Optional;

/**
 * How many bytes an item takes up in a reply, at most: a reply carries it as JSON and once more as JSON inside a text,
 * where every quote and backslash is escaped. Texts are counted, a flat sum stands for what is short.
 */
public final class Sizes {

    /** Field names, ids, numbers and times. */
    private static final long RUN_BASE_BYTES = 2_048;

    private static final long TASK_BASE_BYTES = 6_144;
    private static final long SUMMARY_BASE_BYTES = 1_024;
    private static final long EVENT_BASE_BYTES = 2_048;
    private static final long TASK_OUTPUT_BASE_BYTES = 1_024;
    private static final long ATTEMPT_BASE_BYTES = 2_048;
    private static final long LEASE_BASE_BYTES = 2_048;
    private static final long DEPENDENCY_OUTPUT_BASE_BYTES = 768;
    private static final int CONTROL_CHARACTER_BYTES = 11;
    /** A control character: itself twice and what is added. */
    private static final int MAX_CHARACTER_BYTES = CONTROL_CHARACTER_BYTES + 2;

    /** Quotes and comma, in both forms. */
    private static final int DEPENDENCY_BYTES = 8;

    private Sizes() {}

    public static long of(Run run) {
        return RUN_BASE_BYTES + text(run.namespace()) + text(run.externalId()) + json(run.metadata());
    }

    public static long of(Task task) {
        return TASK_BASE_BYTES
                + task.dependsOnTaskIds().stream()
                        .mapToLong(id -> 2L * id.length() + DEPENDENCY_BYTES)
                        .sum()
                + text(task.kind())
                + text(task.key())
                + text(task.statusReason())
                + text(task.leasedBy())
                + text(task.error())
                + json(task.progress())
                + json(task.input())
                + json(task.metadata())
                + json(task.output())
                + json(task.resumeState())
                + json(task.resumeInput());
    }

    public static long of(TaskSummary task) {
        return SUMMARY_BASE_BYTES
                + text(task.kind())
                + text(task.key())
                + text(task.statusReason())
                + text(task.leasedBy())
                + text(task.error())
                + json(task.progress());
    }

    public static long of(Event event) {
        return EVENT_BASE_BYTES + json(Optional.of(event.payload()));
    }

    public static long of(TaskOutput output) {
        return TASK_OUTPUT_BASE_BYTES + text(output.name()) + json(Optional.of(output.value()));
    }

    public static long of(Attempt attempt) {
        return ATTEMPT_BASE_BYTES
                + text(attempt.workerId())
                + text(attempt.error())
                + json(attempt.output())
                + json(attempt.metadata());
    }

    /** Of a claim of this task by this worker, without its context and the outputs of its dependencies. */
    public static long ofClaim(Run run, Task task, String workerId, Optional<String> clientToken) {
        return of(run) + of(task) + ATTEMPT_BASE_BYTES + LEASE_BASE_BYTES + 3 * text(workerId) + text(clientToken);
    }

    /** Of what a claim tells of a dependency, without its output and its error. */
    public static long ofDependency(String kind, Optional<String> key) {
        return DEPENDENCY_OUTPUT_BASE_BYTES + text(kind) + text(key);
    }

    /** The most that {@link #ofDependency} can be. */
    public static long mostOfDependency() {
        return DEPENDENCY_OUTPUT_BASE_BYTES + 2L * MAX_CHARACTER_BYTES * Limits.MAX_NAME_CHARACTERS;
    }

    public static long of(Json payload) {
        return json(Optional.of(payload));
    }

    public static long of(String text) {
        return text(text);
    }

    /** The least that a text of so many bytes takes up. */
    public static long least(long utf8Bytes) {
        return 2 * utf8Bytes;
    }

    /** As it is, and with its quotes, backslashes and line ends escaped. */
    private static long json(Optional<Json> value) {
        return value.map(json -> 2L * json.utf8Bytes() + escapes(json.text(), 1))
                .orElse(0L);
    }

    private static long text(Optional<String> value) {
        return value.map(Sizes::text).orElse(0L);
    }

    /** A text becomes JSON by escaping, and that is escaped again: one quote to two and then to four characters. */
    private static long text(String value) {
        return 2L * Json.trusted(value).utf8Bytes() + escapes(value, 4);
    }

    /** What escaping adds; a control character becomes a six-letter escape at worst, and then one letter more. */
    private static long escapes(String value, int perQuote) {
        long added = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                added += perQuote;
            } else if (c < ' ') {
                added += CONTROL_CHARACTER_BYTES;
            }
        }
        return added;
    }
}
