package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Finding;
import dev.parallelmcp.core.doctor.Severity;
import dev.parallelmcp.core.doctor.Verdict;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.sqlite.SqliteDoctor;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, an examination finds the database in order. No contract: not every store can be examined. */
class DiagnosedHistoryTest extends StoreContract {

    private static final int STEPS = 600;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("state.sqlite");
    }

    @Override
    protected Store open(InstantSource clock) {
        return SqliteStore.builder(file()).clock(clock).open();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noHistoryLeadsToAFault(long seed) {
        RandomHistory history = new RandomHistory(() -> orchestrator, clock, new Random(seed));
        for (int i = 1; i <= STEPS; i++) {
            history.step();
            if (i % 100 == 0) {
                Diagnosis diagnosis = SqliteDoctor.of(file()).clock(clock).examine();
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
