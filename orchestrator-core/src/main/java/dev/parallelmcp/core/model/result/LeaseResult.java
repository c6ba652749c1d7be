package dev.parallelmcp.core.model.result;

import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.TaskStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A lease after a heartbeat.
 *
 * @param attemptDeadlineAt when the attempt's timeoutMs is used up; no heartbeat extends the lease beyond it
 */
public record LeaseResult(Lease lease, TaskStatus taskStatus, Optional<Instant> attemptDeadlineAt) {}
