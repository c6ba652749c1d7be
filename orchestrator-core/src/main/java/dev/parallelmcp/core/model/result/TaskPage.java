package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.TaskView;
import java.util.List;
import java.util.Optional;

/**
 * A page of tasks.
 *
 * @param total how many there are in all, where a counter knows it
 * @param truncated the page ended early because the answer grew too large
 * @param nextOffset present when there may be more and the list has offsets: what to pass as offset next
 */
public record TaskPage(List<TaskView> tasks, Optional<Integer> total, boolean truncated, Optional<Integer> nextOffset) {
    public TaskPage {
        tasks = List.copyOf(tasks);
    }
}
