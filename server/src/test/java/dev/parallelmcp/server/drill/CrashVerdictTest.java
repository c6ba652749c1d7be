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
    private int attempts = 1;

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
                        + " held tasks offered again within 2.01 s, allowed 3.00 s");
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
        new Reoffers(load, new Pause()).await(List.of(new Orphan("t", 1)), longAgo, longAgo);
        offeredAgain(2_010);
        assertFailed(report(1), "t not at all");
    }

    @Test
    void theTimeUntilAnOfferBeginsWithTheKill() throws InterruptedException {
        assertThat(await(1_950, 0)).isEqualTo(1_950);
        assertThat(report(1).passed()).isTrue();
    }

    @Test
    void anOfferIsFoundHoweverLateTheDrillLooks() throws InterruptedException {
        assertThat(await(3_001, 0)).isEqualTo(3_001);
        assertFailed(report(1), "t after 3001 ms, allowed 3000 ms");
    }

    @Test
    void withoutAServerNobodyCanBeAskedUntilOneServes() throws InterruptedException {
        await(3_000, 1_999);
        await(5_000, 4_000);
        assertThat(report(1).passed()).isTrue();
        await(5_001, 4_000);
        assertFailed(report(1), "after 5001 ms, allowed 5000 ms");
        tally.outage(TimeUnit.SECONDS.toNanos(4));
        assertThat(report(1).summary()).endsWith("within 5.00 s, allowed 5.00 s");
    }

    @Test
    void anOutageShorterThanTheLeaseExcusesNothing() throws InterruptedException {
        await(3_001, 1_999);
        assertFailed(report(1), "t after 3001 ms, allowed 3000 ms");
    }

    /** A task is claimed again so long after a kill of a minute ago; a server served so long after it. */
    private long await(long claimedMillis, long servedMillis) throws InterruptedException {
        long kill = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
        attempts++;
        Hold next = new Hold(
                Samples.claim("t", "l" + attempts, attempts, attempts),
                options.leaseMillis(),
                kill,
                kill + TimeUnit.MILLISECONDS.toNanos(claimedMillis));
        next.beginEnding();
        load.holds().acquired(next);
        return new Reoffers(load, new Pause())
                .await(
                        List.of(new Orphan("t", attempts - 1)),
                        kill,
                        kill + TimeUnit.MILLISECONDS.toNanos(servedMillis));
    }

    @Test
    void nothingMeasuredFails() {
        assertFailed(report(1), "no task was held at a kill");
    }

    @Test
    void whatWasNotLookedUpFails() {
        offeredAgain(2_010);
        assertFailed(report(0), "0 of 1 acknowledged operations looked up");
        load.journal().acknowledged(Samples.acknowledged("create_run", "{}", "{'run':{'id':'s'}}"));
        assertFailed(report(1), "1 of 2 acknowledged operations looked up");
    }

    @Test
    void nothingLookedUpFails() {
        offeredAgain(2_010);
        Load idle = new Load(options);
        assertFailed(
                new CrashVerdict(options, idle, tally, new Recovery(idle), 0).report(),
                "0 of 0 acknowledged operations looked up");
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
        tally.ended(0, 0);
        assertFailed(report(1), "0 of 0 tasks completed once");
    }

    private static void assertFailed(Report report, String failure) {
        assertThat(report.passed()).isFalse();
        assertThat(report.failures()).anyMatch(told -> told.contains(failure));
        assertThat(report.lines()).last().asString().startsWith("crash: FAILED ");
    }
}
