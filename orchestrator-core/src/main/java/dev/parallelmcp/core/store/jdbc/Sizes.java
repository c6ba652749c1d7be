package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskSummary;
import java.util.Optional;

/** How many bytes of UTF-8 an item of a page holds: its text exactly, plus a flat sum for what is short. */
public final class Sizes {

    /** Field names, ids, numbers and times. */
    private static final long RUN_BASE_BYTES = 1_024;

    private static final long TASK_BASE_BYTES = 2_048;
    private static final long SUMMARY_BASE_BYTES = 512;
    private static final long EVENT_BASE_BYTES = 1_024;

    private Sizes() {}

    static long of(Run run) {
        return RUN_BASE_BYTES + text(run.namespace()) + text(run.externalId()) + json(run.metadata());
    }

    static long of(Task task) {
        return TASK_BASE_BYTES
                + task.dependsOnTaskIds().stream().mapToLong(String::length).sum()
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

    static long of(TaskSummary task) {
        return SUMMARY_BASE_BYTES
                + text(task.kind())
                + text(task.key())
                + text(task.statusReason())
                + text(task.leasedBy())
                + text(task.error())
                + json(task.progress());
    }

    public static long of(Event event) {
        return EVENT_BASE_BYTES + event.payload().utf8Bytes();
    }

    private static long json(Optional<Json> value) {
        return value.map(Json::utf8Bytes).orElse(0);
    }

    private static long text(Optional<String> value) {
        return value.map(Sizes::text).orElse(0L);
    }

    private static long text(String value) {
        return Json.trusted(value).utf8Bytes();
    }
}
