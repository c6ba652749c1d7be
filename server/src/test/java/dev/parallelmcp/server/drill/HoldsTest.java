package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HoldsTest {

    private static final long LEASE_MILLIS = 2_000;

    private final Findings findings = new Findings();
    private final Holds holds = new Holds(findings);

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private Hold acquire(int attempt, long sentMillis, long receivedMillis) {
        Hold hold = new Hold(
                Samples.claim("t", "lease" + attempt, attempt, attempt),
                LEASE_MILLIS,
                nanos(sentMillis),
                nanos(receivedMillis));
        holds.acquired(hold);
        return hold;
    }

    @Test
    void aTaskMayBeHadOnceItsLeaseIsOver() {
        acquire(1, 0, 10);
        acquire(2, 1_900, 2_000);
        assertThat(findings.count(Fault.HELD_TWICE)).isZero();
    }

    @Test
    void aTaskIsHeldTwiceBeforeItsLeaseIsOver() {
        acquire(1, 0, 10);
        acquire(2, 1_900, 1_999);
        assertThat(findings.count(Fault.HELD_TWICE)).isOne();
    }

    @Test
    void aHeartbeatMovesTheEndOfALease() {
        acquire(1, 0, 10).renewed(nanos(500));
        acquire(2, 2_100, 2_499);
        assertThat(findings.count(Fault.HELD_TWICE)).isOne();
    }

    @Test
    void aTaskMayBeHadFromWhenItsHolderBeginsToEndIt() {
        acquire(1, 0, 10).beginEnding();
        acquire(2, 100, 110);
        assertThat(findings.count(Fault.HELD_TWICE)).isZero();
    }

    @Test
    void anAttemptThatTwoAreToldOfIsHeldTwice() {
        acquire(1, 0, 10).beginEnding();
        acquire(1, 9_000, 9_010);
        assertThat(findings.count(Fault.HELD_TWICE)).isOne();
    }

    @Test
    void theNextClaimIsTheOneOfTheNextAttempt() {
        acquire(1, 0, 10);
        assertThat(holds.nextClaimNanos("t", 1)).isEmpty();
        assertThat(holds.nextClaimNanos("unknown", 1)).isEmpty();
        acquire(3, 9_000, 9_010);
        acquire(2, 5_000, 5_010);
        assertThat(holds.nextClaimNanos("t", 1)).contains(nanos(5_010));
    }
}
