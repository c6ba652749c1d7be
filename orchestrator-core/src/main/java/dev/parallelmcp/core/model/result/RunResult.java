package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Run;

/**
 * A run after a change.
 *
 * @param replayed nothing was done now: the client token had been used for this very call before
 */
public record RunResult(Run run, boolean replayed) {}
