package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.TaskOutput;
import java.util.List;

/**
 * A page of what was put out for a task. Where the first number is higher than expected, the entries in between were
 * dropped to make room.
 *
 * @param nextSeq what to pass as afterSeq next: the highest number examined, also on an empty page
 * @param truncated the page ended early because the answer grew too large
 */
public record TaskOutputPage(List<TaskOutput> outputs, long nextSeq, boolean truncated) {
    public TaskOutputPage {
        outputs = List.copyOf(outputs);
    }
}
