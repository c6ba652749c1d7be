package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.request.GetStatsRequest;
import dev.parallelmcp.core.store.Store;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, the statistics say what counting all tasks and runs one by one gives. */
public abstract class StatsInvariantContract extends NamedTaskContract {

    private static final int STEPS = 500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void statisticsAreWhatCountingOneByOneGives(long seed) {
        try (Store store = open(clock);
                Orchestrator pinned =
                        Orchestrator.builder(open(clock)).namespace("left").build()) {
            RandomHistory history = new RandomHistory(() -> orchestrator, clock, new Random(seed));
            StatsOracle oracle = new StatsOracle(store);
            for (int i = 0; i < STEPS; i++) {
                history.step();
                oracle.observe(history.runIds(), history.taskIds());
                if (i == STEPS / 2) {
                    restart();
                }
                if (i % 5 == 4) {
                    requireRight(oracle, pinned);
                }
            }
            assertThat(history.done())
                    .as("a history that is worth checking")
                    .containsExactlyInAnyOrder(RandomHistory.Act.values());
            assertThat(oracle.seen())
                    .as("every number was more than 0 at some time")
                    .doesNotContain(0);
        }
    }

    private void requireRight(StatsOracle oracle, Orchestrator pinned) {
        GetStatsRequest all = GetStatsRequest.builder().build();
        assertThat(orchestrator.getStats(all)).isEqualTo(oracle.expected(Optional.empty()));
        for (String namespace : RandomHistory.NAMESPACES) {
            assertThat(orchestrator.getStats(
                            GetStatsRequest.builder().namespace(namespace).build()))
                    .isEqualTo(oracle.expected(Optional.of(namespace)));
        }
        assertThat(pinned.getStats(all)).isEqualTo(oracle.expected(Optional.of("left")));
    }
}
