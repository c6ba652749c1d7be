package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.model.Limits;
import java.util.Optional;

/**
 * Asks to be told when a run has ended or cannot go on by itself.
 *
 * @param waitMs for how many milliseconds at most; {@link Limits#DEFAULT_RUN_WAIT_MILLIS} when empty
 */
public record WaitForRunRequest(String runId, Optional<Long> waitMs) {

    public WaitForRunRequest {
        Rules.id("runId", runId);
        Rules.wait(waitMs);
    }

    /** With the default wait. */
    public WaitForRunRequest(String runId) {
        this(runId, Optional.empty());
    }

    public WaitForRunRequest(String runId, long waitMs) {
        this(runId, Optional.of(waitMs));
    }
}
