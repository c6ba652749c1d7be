package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {

    /** So many microseconds down to one, so that they have to be sorted. */
    private static Latencies countingDownFrom(int count) {
        Latencies latencies = new Latencies();
        for (int micros = count; micros > 0; micros--) {
            latencies.add(micros * 1_000L);
        }
        return latencies;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 50, 1",
        "1, 99, 1",
        "2, 50, 1",
        "2, 99, 2",
        "3, 50, 2",
        "100, 50, 50",
        "100, 99, 99",
        "100, 100, 100",
        "101, 99, 100",
        "5000, 50, 2500",
        "5000, 99, 4950",
    })
    void aPercentileIsTheNearestRank(int count, int percent, double micros) {
        assertThat(countingDownFrom(count).percentileMicros(percent)).isEqualTo(micros);
    }

    @Test
    void latenciesOfSeveralWorkersAreTakenTogether() {
        Latencies all = new Latencies();
        all.addAll(countingDownFrom(10));
        all.addAll(new Latencies());
        all.addAll(countingDownFrom(4));
        assertThat(all.count()).isEqualTo(14);
        assertThat(all.percentileMicros(50)).isEqualTo(4);
        assertThat(all.percentileMicros(100)).isEqualTo(10);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThatThrownBy(() -> new Latencies().percentileMicros(50))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nothing was measured");
    }
}
