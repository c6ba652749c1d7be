package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Run;
import java.util.List;

/**
 * A run of which a part begins again.
 *
 * @param resetTaskIds the tasks that were reset, in the order of their events
 * @param truncated more tasks were reset than an answer can name; the log names them all
 * @param replayed nothing was done now: the client token had been used for this very call before
 */
public record RerunResult(Run run, List<String> resetTaskIds, boolean truncated, boolean replayed) {
    public RerunResult {
        resetTaskIds = List.copyOf(resetTaskIds);
    }
}
