package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.TaskSummary;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks of a graph, in the order in which they were given.
 *
 * @param idsByRef the ids of those that have a ref, in the same order
 * @param truncated not all tasks fitted; their ids are in {@code idsByRef} and in the lists of the run
 * @param replayed nothing was done now: the client token had been used for this very call before
 */
public record EnqueueTasksResult(
        List<TaskSummary> tasks, Map<String, String> idsByRef, boolean truncated, boolean replayed) {

    public EnqueueTasksResult {
        tasks = List.copyOf(tasks);
        idsByRef = Collections.unmodifiableMap(new LinkedHashMap<>(idsByRef));
    }
}
