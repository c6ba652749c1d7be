package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Finding;
import dev.parallelmcp.core.doctor.Severity;
import dev.parallelmcp.core.doctor.Verdict;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, an examination finds the database in order. For stores that can be examined. */
public abstract class DiagnosisContract extends StoreContract {

    private static final int STEPS = 600;

    /** Examines the database of this test, which is open. */
    protected abstract Diagnosis examine(InstantSource clock);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noHistoryLeadsToAFault(long seed) {
        RandomHistory history = new RandomHistory(() -> orchestrator, clock, new Random(seed));
        for (int i = 1; i <= STEPS; i++) {
            history.step();
            if (i % 100 == 0) {
                Diagnosis diagnosis = examine(clock);
                assertThat(diagnosis.verdict()).as(diagnosis.toString()).isEqualTo(Verdict.CLEAN);
                assertThat(diagnosis.findings())
                        .extracting(Finding::severity)
                        .allMatch(severity -> severity == Severity.HINT);
                assertThat(diagnosis.facts())
                        .hasValueSatisfying(facts -> assertThat(facts.tasks()).isPositive());
            }
        }
        assertThat(history.done())
                .as("a history that is worth examining")
                .containsExactlyInAnyOrder(RandomHistory.Act.values());
    }
}
