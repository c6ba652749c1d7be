package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Task;
import dev.parallelmcp.core.model.TaskSummary;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.store.Sizes;
import dev.parallelmcp.core.store.TaskRow;
import java.util.Optional;

/** Shows tasks in full as long as an answer has room for them, and then in short: every item has its outcome. */
final class CompletionsRoom {

    /** For a task in short, whose kind, key and worker are of control characters at worst, or for a refusal. */
    private static final int BYTES_OF_SHORT = 11 * 1_024;

    private long bytes;

    CompletionsRoom(int items) {
        this.bytes = Limits.MAX_PAGE_BYTES - (long) items * BYTES_OF_SHORT;
    }

    TaskView view(TaskRow row) {
        Task task = row.task();
        long whole = Sizes.of(task);
        if (whole > bytes) {
            return inShort(row.summary());
        }
        bytes -= whole;
        return task;
    }

    /** Without what may be as large as a payload. */
    private static TaskSummary inShort(TaskSummary task) {
        return new TaskSummary(
                task.id(),
                task.kind(),
                task.key(),
                task.status(),
                Optional.empty(),
                task.priority(),
                task.attemptCount(),
                task.leasedBy(),
                Optional.empty(),
                Optional.empty());
    }
}
