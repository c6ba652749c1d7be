package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.TaskStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far a run has come.
 *
 * @param taskCounts every state is there, in lifecycle order
 * @param done whether the run has ended; if not, its status tells whether the time was over or it waits for the outside
 */
public record WaitForRunResult(Run run, Map<TaskStatus, Integer> taskCounts, boolean done) {
    public WaitForRunResult {
        taskCounts = Collections.unmodifiableMap(new EnumMap<>(taskCounts));
    }
}
