package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Task;

/**
 * A task after a change.
 *
 * @param replayed nothing was done now: the client token had been used for this very call before
 */
public record TaskResult(Task task, boolean replayed) {}
