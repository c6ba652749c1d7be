package dev.parallelmcp.core.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.EventType;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the histories are worth: a rule that none of them comes to is held by none. */
class GeneratorTest {

    private static final int HISTORIES = 150;
    private static final int STEPS = 200;

    /** What the machine does wrong is no part of the specification. */
    private static final Set<ErrorCode> REFUSALS = EnumSet.complementOf(EnumSet.of(
            ErrorCode.STORE_BUSY,
            ErrorCode.STORE_UNAVAILABLE,
            ErrorCode.STORE_CORRUPT,
            ErrorCode.SCHEMA_TOO_NEW,
            ErrorCode.INTERNAL));

    private static final Tally TALLY = new Tally();

    @BeforeAll
    static void makeHistories() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            Generator.history(seed, STEPS, TALLY);
        }
        System.out.printf(
                "%d %% refused%n%s%n%s%n%s%n",
                TALLY.percentRefused(), TALLY.answered(), TALLY.refused(), TALLY.events());
    }

    @Test
    void everyOperationSucceedsAtSomeTime() {
        Set<String> expected = new TreeSet<>(Operation.all());
        // The log is compared after each step, whatever the step is.
        expected.remove("listRunEvents");
        expected.remove("listEventsSince");
        assertThat(TALLY.answered().keySet()).isEqualTo(expected);
    }

    @Test
    void everyRefusalComesAtSomeTime() {
        assertThat(TALLY.refused().keySet()).isEqualTo(REFUSALS);
    }

    @Test
    void everyEventComesAtSomeTime() {
        assertThat(TALLY.events().keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(EventType.TASK_LEASE_HEARTBEAT)));
    }

    @Test
    void mostCallsAreAnswered() {
        assertThat(TALLY.percentRefused()).isBetween(10L, 30L);
    }

    @Test
    void theSameSeedMakesTheSameHistory() {
        assertThat(Generator.history(42, STEPS)).isEqualTo(Generator.history(42, STEPS));
        assertThat(Generator.history(42, STEPS)).isNotEqualTo(Generator.history(43, STEPS));
    }
}
