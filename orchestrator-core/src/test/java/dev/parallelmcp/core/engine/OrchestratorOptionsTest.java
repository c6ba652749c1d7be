package dev.parallelmcp.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Limits;
import java.time.Duration;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrchestratorOptionsTest {

    /** Each option: how it is set and read, and the most that it may be. */
    private enum Bound {
        LEASE(OrchestratorOptions.DEFAULT::withLeaseMs, OrchestratorOptions::leaseMs, Limits.MAX_LEASE_MILLIS),
        ATTEMPTS(
                value -> OrchestratorOptions.DEFAULT.withMaxAttempts((int) value),
                OrchestratorOptions::maxAttempts,
                Limits.HIGHEST_MAX_ATTEMPTS),
        PAYLOAD(
                value -> OrchestratorOptions.DEFAULT.withMaxPayloadBytes((int) value),
                OrchestratorOptions::maxPayloadBytes,
                Limits.HIGHEST_MAX_PAYLOAD_BYTES),
        TASKS(
                value -> OrchestratorOptions.DEFAULT.withMaxTasksPerRun((int) value),
                OrchestratorOptions::maxTasksPerRun,
                Integer.MAX_VALUE),
        RETAIN(
                value -> OrchestratorOptions.DEFAULT.withRetain(Duration.ofMillis(value)),
                options -> options.retain().orElseThrow().toMillis(),
                Limits.MAX_RETAIN_MILLIS);

        @SuppressWarnings("ImmutableEnumChecker") // they hold nothing
        private final LongFunction<OrchestratorOptions> with;

        @SuppressWarnings("ImmutableEnumChecker")
        private final ToLongFunction<OrchestratorOptions> read;

        private final long most;

        Bound(LongFunction<OrchestratorOptions> with, ToLongFunction<OrchestratorOptions> read, long most) {
            this.with = with;
            this.read = read;
            this.most = most;
        }
    }

    @ParameterizedTest
    @EnumSource
    void optionTakesWhatIsFromOneToItsMost(Bound bound) {
        assertThat(bound.read.applyAsLong(bound.with.apply(1))).isEqualTo(1);
        assertThat(bound.read.applyAsLong(bound.with.apply(bound.most))).isEqualTo(bound.most);
    }

    @ParameterizedTest
    @EnumSource
    void optionRefusesWhatIsOutsideAndSaysWhatIsAllowed(Bound bound) {
        // One more than the most tasks is a negative number, which is outside too.
        for (long value : new long[] {-1, 0, bound.most + 1}) {
            assertThatExceptionOfType(OrchestratorException.class)
                    .isThrownBy(() -> bound.with.apply(value))
                    .withMessageContaining("allowed 1 to " + bound.most)
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        }
    }
}
