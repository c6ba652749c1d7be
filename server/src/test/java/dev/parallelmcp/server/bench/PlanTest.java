package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {

    private static final BenchOptions NOTHING_SAID = new BenchOptions(
            Scale.WHOLE, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    @Test
    void allIsEveryWorkload() {
        assertThat(Plan.all()).doesNotHaveDuplicates();
        assertThat(Plan.all()).extracting(Plan::workload).containsAll(Arrays.asList(Workload.values()));
        for (Durability durability : Durability.values()) {
            assertThat(Plan.all())
                    .contains(
                            new Plan(Workload.CLAIM_COMPLETE, 1, durability),
                            new Plan(Workload.BATCH, 1, durability),
                            new Plan(Workload.STDIO, 1, durability));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWorkloadIsFoundByItsName(Workload workload) {
        assertThat(Workload.of(workload.wireName())).hasValue(workload);
        assertThat(workload.quickTasks()).isPositive().isLessThan(workload.tasks());
        assertThat(Workload.of(workload.wireName() + "s")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GRAPH, 1, 1",
        "GRAPH, 999, 999",
        "GRAPH, 1001, 2000",
        "BATCH, 31, 31",
        "BATCH, 33, 64",
        "EVENTS, 1500, 2000",
        "MIXED, 7, 7",
    })
    void tasksAreWholeBatchesAndGraphs(Workload workload, int asked, int done) {
        assertThat(workload.whole(asked)).isEqualTo(done);
    }

    @Test
    void whatIsNotSaidFollowsFromTheScale() {
        assertThat(NOTHING_SAID.tasks(Workload.CLAIM_COMPLETE)).isEqualTo(10_000);
        assertThat(NOTHING_SAID.backlogOrDefault()).isEqualTo(1_000_000);
        assertThat(NOTHING_SAID.effort(Workload.LIMIT, 5)).isEqualTo(new Effort(5, 10_000));
        BenchOptions said = new BenchOptions(
                Scale.QUICK, OptionalInt.of(40), OptionalInt.of(2), OptionalInt.of(0), OptionalInt.of(9));
        assertThat(said.tasks(Workload.BATCH)).isEqualTo(64);
        assertThat(said.backlogOrDefault()).isEqualTo(9);
        assertThat(said.effort(Workload.BATCH, 5)).isEqualTo(new Effort(2, 0));
    }
}
