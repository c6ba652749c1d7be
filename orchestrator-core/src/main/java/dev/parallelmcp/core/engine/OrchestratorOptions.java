package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Limits;
import java.time.Duration;
import java.util.Optional;

/**
 * What a deployment may set.
 *
 * @param leaseMs the length of a lease when the claim names none, in milliseconds
 * @param maxAttempts the attempts of a task when its enqueue names none
 * @param maxPayloadBytes the largest JSON payload, in bytes of UTF-8
 * @param maxTasksPerRun the most tasks that a run may hold
 * @param retain how long maintenance keeps runs that have ended; empty means for ever
 */
public record OrchestratorOptions(
        long leaseMs, int maxAttempts, int maxPayloadBytes, int maxTasksPerRun, Optional<Duration> retain) {

    public static final OrchestratorOptions DEFAULT = new OrchestratorOptions(
            Limits.DEFAULT_LEASE_MILLIS,
            Limits.DEFAULT_MAX_ATTEMPTS,
            Limits.DEFAULT_MAX_PAYLOAD_BYTES,
            Limits.DEFAULT_MAX_TASKS_PER_RUN,
            Optional.empty());

    public OrchestratorOptions {
        require("leaseMs", leaseMs, Limits.MAX_LEASE_MILLIS);
        require("maxAttempts", maxAttempts, Limits.HIGHEST_MAX_ATTEMPTS);
        require("maxPayloadBytes", maxPayloadBytes, Limits.HIGHEST_MAX_PAYLOAD_BYTES);
        require("maxTasksPerRun", maxTasksPerRun, Integer.MAX_VALUE);
        retain.ifPresent(kept -> require("retain", kept.toMillis(), Limits.MAX_RETAIN_MILLIS));
    }

    public OrchestratorOptions withLeaseMs(long millis) {
        return new OrchestratorOptions(millis, maxAttempts, maxPayloadBytes, maxTasksPerRun, retain);
    }

    public OrchestratorOptions withMaxAttempts(int attempts) {
        return new OrchestratorOptions(leaseMs, attempts, maxPayloadBytes, maxTasksPerRun, retain);
    }

    public OrchestratorOptions withMaxPayloadBytes(int bytes) {
        return new OrchestratorOptions(leaseMs, maxAttempts, bytes, maxTasksPerRun, retain);
    }

    public OrchestratorOptions withMaxTasksPerRun(int tasks) {
        return new OrchestratorOptions(leaseMs, maxAttempts, maxPayloadBytes, tasks, retain);
    }

    /** Has maintenance delete runs that ended longer ago than this. */
    public OrchestratorOptions withRetain(Duration kept) {
        return new OrchestratorOptions(leaseMs, maxAttempts, maxPayloadBytes, maxTasksPerRun, Optional.of(kept));
    }

    private static void require(String option, long value, long highest) {
        if (value < 1 || value > highest) {
            throw OrchestratorException.invalidArgument(option, "given " + value + ", allowed 1 to " + highest);
        }
    }
}
