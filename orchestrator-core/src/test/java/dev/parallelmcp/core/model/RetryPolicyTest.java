package dev.parallelmcp.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import java.math.BigInteger;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final long HIGHEST = Limits.MAX_DELAY_MILLIS;

    @Test
    void defaultRetriesAtOnce() {
        assertThat(RetryPolicy.DEFAULT).isEqualTo(new RetryPolicy(0, Backoff.FIXED, 86_400_000, 0));
        assertThat(RetryPolicy.DEFAULT.delayMillis(7, 0.9)).isZero();
    }

    @Test
    void fixedDelayDoesNotGrow() {
        RetryPolicy policy = RetryPolicy.fixed(1_500);

        assertThat(policy.delayMillis(1, 0)).isEqualTo(1_500);
        assertThat(policy.delayMillis(1_000_000, 0)).isEqualTo(1_500);
    }

    @Test
    void fixedDelayIsCutAtItsCeiling() {
        assertThat(new RetryPolicy(500, Backoff.FIXED, 499, 0).delayMillis(1, 0))
                .isEqualTo(499);
        assertThat(new RetryPolicy(500, Backoff.FIXED, 0, 0).delayMillis(1, 0)).isZero();
    }

    /** The formula as it is written, in numbers without bounds. */
    @Test
    void exponentialDelayFollowsTheFormulaForEveryCount() {
        for (long delay : List.of(0L, 1L, 3L, 1_000L, 86_400_000L, HIGHEST - 1, HIGHEST)) {
            for (long ceiling : List.of(0L, 1L, 7L, 1_000L, 86_400_000L, HIGHEST - 1, HIGHEST)) {
                RetryPolicy policy = RetryPolicy.exponential(delay, ceiling);
                for (int count = 1; count <= 200; count++) {
                    BigInteger formula =
                            BigInteger.valueOf(delay).shiftLeft(count - 1).min(BigInteger.valueOf(ceiling));
                    assertThat(policy.delayMillis(count, 0))
                            .as("%s × 2^%s up to %s", delay, count - 1, ceiling)
                            .isEqualTo(formula.longValueExact());
                }
            }
        }
    }

    @Test
    void exponentialDelaySaturatesForCountsBeyondAllShifts() {
        RetryPolicy policy = RetryPolicy.exponential(1, HIGHEST);

        for (int count : List.of(64, 65, 129, Limits.HIGHEST_MAX_ATTEMPTS, Integer.MAX_VALUE)) {
            assertThat(policy.delayMillis(count, 0)).isEqualTo(HIGHEST);
        }
    }

    @Test
    void jitterTakesOffItsShareTimesChance() {
        RetryPolicy policy = new RetryPolicy(1_000, Backoff.FIXED, HIGHEST, 0.4);

        assertThat(policy.delayMillis(1, 0)).isEqualTo(1_000);
        assertThat(policy.delayMillis(1, 0.5)).isEqualTo(800);
        assertThat(policy.delayMillis(1, 0.75)).isEqualTo(700);
        assertThat(new RetryPolicy(1_000, Backoff.FIXED, HIGHEST, 1).delayMillis(1, 0.999))
                .isEqualTo(1);
    }

    @Test
    void jitterComesAfterTheCeiling() {
        RetryPolicy policy = new RetryPolicy(1_000, Backoff.EXPONENTIAL, 3_000, 0.5);

        assertThat(policy.delayMillis(3, 0.5)).isEqualTo(2_250);
    }

    @Test
    void delaysOutOfRangeAreRefused() {
        refused(() -> RetryPolicy.fixed(-1), "retry.delayMs: given -1, allowed 0 to 315360000000");
        refused(() -> RetryPolicy.fixed(HIGHEST + 1), "retry.delayMs: given 315360000001, allowed 0 to 315360000000");
        refused(() -> RetryPolicy.exponential(1, -1), "retry.maxDelayMs: given -1, allowed 0 to 315360000000");
        refused(
                () -> RetryPolicy.exponential(1, HIGHEST + 1),
                "retry.maxDelayMs: given 315360000001, allowed 0 to 315360000000");
        assertThat(RetryPolicy.exponential(HIGHEST, HIGHEST).delayMs()).isEqualTo(HIGHEST);
    }

    @Test
    void jitterOutOfRangeIsRefused() {
        refused(() -> jitter(-0.1), "retry.jitter: given -0.1, allowed 0 to 1");
        refused(() -> jitter(1.1), "retry.jitter: given 1.1, allowed 0 to 1");
        refused(() -> jitter(Double.NaN), "retry.jitter: given NaN, allowed 0 to 1");
        refused(() -> jitter(Double.POSITIVE_INFINITY), "retry.jitter: given Infinity, allowed 0 to 1");
        assertThat(jitter(1).jitter()).isEqualTo(1);
    }

    private static RetryPolicy jitter(double jitter) {
        return new RetryPolicy(1, Backoff.FIXED, 1, jitter);
    }

    private static void refused(ThrowingCallable call, String message) {
        OrchestratorException refusal = catchThrowableOfType(OrchestratorException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refusal.message()).isEqualTo(message);
    }
}
