package dev.parallelmcp.server.bench;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * What one round of a measurement came to.
 *
 * @param walBytesPerTask what was appended to the write-ahead log for each task, where that was looked at
 * @param errors calls that were refused, where such are counted and not the end
 */
public record Sample(
        double operationsPerSecond,
        double p50Micros,
        double p99Micros,
        OptionalDouble walBytesPerTask,
        OptionalLong errors) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** So many operations in so long. */
    static Sample of(long operations, long nanos, Latencies latencies) {
        return new Sample(
                operations * NANOS_PER_SECOND / nanos,
                latencies.percentileMicros(50),
                latencies.percentileMicros(99),
                OptionalDouble.empty(),
                OptionalLong.empty());
    }

    /** The same, where each operation was as many as that at once. */
    Sample weighted(int weight) {
        return new Sample(operationsPerSecond * weight, p50Micros, p99Micros, walBytesPerTask, errors);
    }

    Sample withWalBytesPerTask(double bytes) {
        return new Sample(operationsPerSecond, p50Micros, p99Micros, OptionalDouble.of(bytes), errors);
    }

    Sample withErrors(long count) {
        return new Sample(operationsPerSecond, p50Micros, p99Micros, walBytesPerTask, OptionalLong.of(count));
    }

    /** The median of each figure by itself; of the errors all. */
    static Sample median(List<Sample> rounds) {
        double[] bytes = rounds.stream()
                .map(Sample::walBytesPerTask)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        long[] errors = rounds.stream()
                .map(Sample::errors)
                .flatMapToLong(OptionalLong::stream)
                .toArray();
        return new Sample(
                median(rounds, Sample::operationsPerSecond),
                median(rounds, Sample::p50Micros),
                median(rounds, Sample::p99Micros),
                bytes.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(bytes)),
                errors.length == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(Arrays.stream(errors).sum()));
    }

    private static double median(List<Sample> rounds, ToDoubleFunction<Sample> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }

    /** Of an even number the mean of the two in the middle. */
    static double median(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("nothing has no median");
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
