package dev.parallelmcp.core.model;

import dev.parallelmcp.core.error.OrchestratorException;
import java.util.Objects;

/**
 * How long a task waits before its next attempt.
 *
 * @param delayMs the base delay in milliseconds; 0 means at once
 * @param backoff whether the delay stays or doubles
 * @param maxDelayMs the ceiling of the delay before jitter, in milliseconds
 * @param jitter the share of the delay, 0 to 1, that chance may take off
 */
public record RetryPolicy(long delayMs, Backoff backoff, long maxDelayMs, double jitter) {

    /** Retries at once. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(0, Backoff.FIXED, Limits.DEFAULT_MAX_RETRY_DELAY_MILLIS, 0);

    /** Doublings beyond this exceed every allowed delay, so the shift cannot overflow. */
    private static final int SATURATING_DOUBLINGS = 40;

    public RetryPolicy {
        requireDelay("retry.delayMs", delayMs);
        requireDelay("retry.maxDelayMs", maxDelayMs);
        Objects.requireNonNull(backoff, "backoff");
        if (!(jitter >= 0 && jitter <= 1)) {
            throw OrchestratorException.invalidArgument("retry.jitter", "given " + jitter + ", allowed 0 to 1");
        }
    }

    /** A fixed delay without jitter. */
    public static RetryPolicy fixed(long delayMs) {
        return new RetryPolicy(delayMs, Backoff.FIXED, Limits.DEFAULT_MAX_RETRY_DELAY_MILLIS, 0);
    }

    /** A delay that doubles with each counted attempt, without jitter. */
    public static RetryPolicy exponential(long delayMs, long maxDelayMs) {
        return new RetryPolicy(delayMs, Backoff.EXPONENTIAL, maxDelayMs, 0);
    }

    /**
     * The delay after an attempt failed: min(maxDelayMs, delayMs × 2^(attemptCount−1) when exponential) × (1 − jitter ×
     * random).
     *
     * @param attemptCount how many attempts count so far, the failed one included
     * @param random a number from 0 (inclusive) to 1 (exclusive)
     */
    public long delayMillis(int attemptCount, double random) {
        long delay = delayMs;
        if (backoff == Backoff.EXPONENTIAL && delay > 0) {
            int doublings = Math.max(0, attemptCount - 1);
            delay = doublings >= SATURATING_DOUBLINGS || delay > (maxDelayMs >> doublings)
                    ? maxDelayMs
                    : delay << doublings;
        }
        return Math.round(Math.min(maxDelayMs, delay) * (1 - jitter * random));
    }

    private static void requireDelay(String field, long millis) {
        if (millis < 0 || millis > Limits.MAX_DELAY_MILLIS) {
            throw OrchestratorException.invalidArgument(
                    field, "given " + millis + ", allowed 0 to " + Limits.MAX_DELAY_MILLIS);
        }
    }
}
