package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A run with its tasks counted by state.
 *
 * @param taskCounts every state is there, in lifecycle order
 */
public record RunView(Run run, Map<TaskStatus, Integer> taskCounts) {
    public RunView {
        taskCounts = Collections.unmodifiableMap(new EnumMap<>(taskCounts));
    }
}
