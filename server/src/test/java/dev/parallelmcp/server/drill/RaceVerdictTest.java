package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceVerdictTest {

    private static final Map<String, Integer> BOTH_ONCE = Map.of("t1", 1, "t2", 1);
    private static final RaceRecord RECORDED = new RaceRecord(2, 0, BOTH_ONCE, BOTH_ONCE);

    private final RaceTally tally = new RaceTally();

    private void completeBoth() {
        tally.claimed(0, Samples.claim("t1", "l1", 1, 1));
        tally.claimed(1, Samples.claim("t2", "l2", 2, 1));
        tally.completed("t1");
        tally.completed("t2");
    }

    private Report report(RaceRecord recorded) {
        return new RaceVerdict(new RaceOptions(2, 2, 1), tally, recorded, 0.5).report();
    }

    @Test
    void everyTaskSeenOnceIsPassed() {
        completeBoth();
        Report report = report(RECORDED);
        assertThat(report.failures()).isEmpty();
        assertThat(report.lines())
                .last()
                .isEqualTo("race: PASSED 2 of 2 tasks over 2 processes, 0 duplicates, 0 errors, 4 cycles/s");
    }

    @Test
    void aTaskClaimedTwiceFails() {
        completeBoth();
        tally.claimed(0, Samples.claim("t1", "l3", 3, 2));
        assertFailed(report(RECORDED), "1 claims or completions were duplicates");
    }

    @Test
    void aLeaseHandedOutTwiceFails() {
        tally.claimed(0, Samples.claim("t1", "l1", 1, 1));
        tally.claimed(1, Samples.claim("t2", "l1", 2, 1));
        assertFailed(report(RECORDED), "1 claims or completions were duplicates");
    }

    @Test
    void aFencingTokenHandedOutTwiceFails() {
        tally.claimed(0, Samples.claim("t1", "l1", 1, 1));
        tally.claimed(1, Samples.claim("t2", "l2", 1, 1));
        assertFailed(report(RECORDED), "1 claims or completions were duplicates");
    }

    @Test
    void aCompletionAcceptedTwiceFails() {
        completeBoth();
        tally.completed("t1");
        assertFailed(report(RECORDED), "1 claims or completions were duplicates");
    }

    @Test
    void anErrorThatReachedAClientFailsAndIsCountedByItsCode() {
        completeBoth();
        tally.error("STORE_BUSY");
        Report report = report(RECORDED);
        assertFailed(report, "1 errors reached a client");
        assertThat(report.lines()).anyMatch(line -> line.matches(" +STORE_BUSY +1"));
    }

    @Test
    void aTaskThatNobodyGotFails() {
        tally.claimed(0, Samples.claim("t1", "l1", 1, 1));
        tally.completed("t1");
        Report report = report(RECORDED);
        assertFailed(report, "1 claims were answered, not 2");
        assertFailed(report, "1 completions were accepted, not 2");
    }

    @Test
    void aCompletionThatIsNotInTheDatabaseFails() {
        completeBoth();
        Report report = report(new RaceRecord(1, 1, BOTH_ONCE, Map.of("t1", 1)));
        assertFailed(report, "1 tasks are completed in the database, not 2");
        assertFailed(report, "1 tasks were completed once by the log, not 2");
    }

    @Test
    void aRaceThatCameToNoEndFails() {
        completeBoth();
        tally.stopped("get_run gave no answer");
        assertFailed(report(RECORDED), "get_run gave no answer");
    }

    @Test
    void aLogThatTellsOfTwoClaimsFails() {
        completeBoth();
        assertFailed(
                report(new RaceRecord(2, 0, Map.of("t1", 2, "t2", 1), BOTH_ONCE)),
                "1 tasks were claimed once by the log, not 2");
    }

    @Test
    void aTaskThatNobodyEnqueuedFails() {
        completeBoth();
        Map<String, Integer> stranger = Map.of("t1", 1, "t2", 1, "stranger", 2);
        assertFailed(report(new RaceRecord(2, 1, BOTH_ONCE, BOTH_ONCE)), "1 tasks are not completed in the database");
        assertFailed(report(new RaceRecord(2, 0, stranger, BOTH_ONCE)), "3 tasks were claimed by the log, not 2");
        assertFailed(report(new RaceRecord(2, 0, BOTH_ONCE, stranger)), "3 tasks were completed by the log, not 2");
    }

    private static void assertFailed(Report report, String failure) {
        assertThat(report.passed()).isFalse();
        assertThat(report.failures()).anyMatch(told -> told.startsWith(failure));
        assertThat(report.lines()).last().asString().startsWith("race: FAILED ");
    }

    @Test
    void machinesReadTheSameFigures() {
        completeBoth();
        JsonNode json = Samples.json(report(RECORDED).json());
        assertThat(json.path("drill").asText()).isEqualTo("race");
        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.at("/figures/claims").asInt()).isEqualTo(2);
        assertThat(json.at("/figures/cyclesPerSecond").asDouble()).isEqualTo(4);
        assertThat(json.path("failures").isEmpty()).isTrue();
    }
}
