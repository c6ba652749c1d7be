package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static Sample sample(double perSecond, double p50, double p99) {
        return new Sample(perSecond, p50, p99, OptionalDouble.empty(), OptionalLong.empty());
    }

    @Test
    void theMedianOfAnOddNumberIsInTheMiddle() {
        assertThat(Sample.median(9, 1, 5)).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Sample.median(9, 1, 5, 6)).isEqualTo(5.5);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Sample.median(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachFigureHasItsOwnMedianAndErrorsAddUp() {
        Sample median = Sample.median(List.of(
                sample(100, 1, 30).withWalBytesPerTask(8).withErrors(0),
                sample(300, 2, 10).withWalBytesPerTask(4).withErrors(3),
                sample(200, 3, 20).withWalBytesPerTask(6).withErrors(1)));
        assertThat(median).isEqualTo(sample(200, 2, 20).withWalBytesPerTask(6).withErrors(4));
    }

    @Test
    void whatNoRoundLookedAtIsAbsent() {
        Sample median = Sample.median(List.of(sample(1, 1, 1), sample(2, 2, 2)));
        assertThat(median.walBytesPerTask()).isEmpty();
        assertThat(median.errors()).isEmpty();
    }

    @Test
    void operationsAreCountedByTheSecond() {
        Latencies latencies = new Latencies();
        latencies.add(2_000);
        latencies.add(4_000);
        assertThat(Sample.of(2, 500_000_000, latencies)).isEqualTo(sample(4, 2, 4));
    }

    @Test
    void aBatchCountsAsWhatIsInIt() {
        assertThat(sample(10, 1, 2).weighted(32)).isEqualTo(sample(320, 1, 2));
    }
}
