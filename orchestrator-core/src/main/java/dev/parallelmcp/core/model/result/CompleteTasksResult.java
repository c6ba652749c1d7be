package dev.parallelmcp.core.model.result;

import java.util.List;

/**
 * What became of several completions, in the order in which they were given.
 *
 * @param replayed nothing was done now: the client token had been used for this very call before
 */
public record CompleteTasksResult(List<CompletionOutcome> results, boolean replayed) {

    public CompleteTasksResult {
        results = List.copyOf(results);
    }
}
