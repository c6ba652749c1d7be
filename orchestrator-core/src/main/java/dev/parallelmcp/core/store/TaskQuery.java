package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which tasks to list.
 *
 * @param statuses used by the list of a run's tasks, where it is never empty
 * @param kinds empty means every kind
 * @param readyBy used by the list of queued tasks: keeps those whose notBefore is not after it
 */
public record TaskQuery(
        Optional<String> namespace,
        Optional<String> runId,
        List<TaskStatus> statuses,
        List<String> kinds,
        Optional<Instant> readyBy,
        Detail detail,
        Page page) {

    /** The same within one namespace, or within all. */
    public TaskQuery in(Optional<String> newNamespace) {
        return new TaskQuery(newNamespace, runId, statuses, kinds, readyBy, detail, page);
    }
}
