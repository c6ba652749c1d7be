package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrashVerdictTest {

    private final CrashOptions options = new CrashOptions(1, 2, 2_000, 7);
    private final Load load = new Load(options);
    private final CrashTally tally = new CrashTally();

    @BeforeEach
    void somethingIsKilledAndNothingLost() {
        load.journal().acknowledged(Samples.acknowledged("create_run", "{}", "{'run':{'id':'r'}}"));
        tally.killed(KillMode.ONE);
        tally.ended(1, 1);
    }

    private Report report(long verified) {
        return new CrashVerdict(options, load, tally, new Recovery(load), verified).report();
    }

    private void offeredAgain(long millis) {
        load.findings().offeredAgain("t", millis, options.reofferMillis());
    }

    @Test
    void nothingLostIsPassed() {
        offeredAgain(2_010);
        assertThat(report(1).lines())
                .last()
                .isEqualTo("crash: PASSED 1 kills, 0 of 1 acknowledged operations lost,"
                        + " held tasks offered again within 2.01 s of 3.00 s");
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultFails(Fault fault) {
        offeredAgain(2_010);
        load.findings().add(fault, "so it was");
        assertFailed(report(1), fault.label() + ": so it was");
    }

    @Test
    void aTaskThatIsOfferedAgainTooLateFails() {
        offeredAgain(3_000);
        assertThat(report(1).passed()).isTrue();
        offeredAgain(3_001);
        assertFailed(report(1), "t after 3001 ms, allowed 3000 ms");
    }

    @Test
    void aTaskThatIsNeverOfferedAgainFails() throws InterruptedException {
        long longAgo = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
        new Reoffers(load, new Pause()).await(List.of(new Orphan("t", 1)), longAgo);
        offeredAgain(2_010);
        assertFailed(report(1), "t not at all");
    }

    @Test
    void theTimeUntilAnOfferBeginsWithTheKill() throws InterruptedException {
        long kill = System.nanoTime() - TimeUnit.SECONDS.toNanos(5);
        load.holds()
                .acquired(new Hold(
                        Samples.claim("t", "l2", 2, 2), 2_000, kill, kill + TimeUnit.MILLISECONDS.toNanos(1_950)));
        assertThat(new Reoffers(load, new Pause()).await(List.of(new Orphan("t", 1)), kill))
                .isEqualTo(1_950);
        assertThat(report(1).passed()).isTrue();
    }

    @Test
    void nothingMeasuredFails() {
        assertFailed(report(1), "no task was held at a kill");
    }

    @Test
    void whatWasNotLookedUpFails() {
        offeredAgain(2_010);
        assertFailed(report(0), "0 of 1 acknowledged operations looked up");
    }

    @Test
    void fewerKillsThanAskedForFail() {
        offeredAgain(2_010);
        Report report = new CrashVerdict(new CrashOptions(2, 2, 2_000, 7), load, tally, new Recovery(load), 1).report();
        assertFailed(report, "1 kills, not 2");
    }

    @Test
    void aTaskThatIsNotCompletedOnceFails() {
        offeredAgain(2_010);
        tally.ended(2, 1);
        assertFailed(report(1), "1 of 2 tasks completed once");
    }

    private static void assertFailed(Report report, String failure) {
        assertThat(report.passed()).isFalse();
        assertThat(report.failures()).anyMatch(told -> told.contains(failure));
        assertThat(report.lines()).last().asString().startsWith("crash: FAILED ");
    }
}
