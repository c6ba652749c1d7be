package dev.parallelmcp.server.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** The samples of several lines, round by round. */
final class Rounds {

    /** One line: what was measured, and what the limit was in the same rounds. */
    private record Line(Load load, List<Sample> samples, List<Double> limits) {}

    private final Map<String, Line> lines = new LinkedHashMap<>();

    /** Takes what one round came to. */
    void add(String name, Load load, Sample sample) {
        line(name, load).samples().add(sample);
    }

    void add(String name, Load load, Sample sample, double limitPerSecond) {
        add(name, load, sample);
        line(name, load).limits().add(limitPerSecond);
    }

    private Line line(String name, Load load) {
        return lines.computeIfAbsent(name, unknown -> new Line(load, new ArrayList<>(), new ArrayList<>()));
    }

    /** The medians, in the order in which the lines first came. */
    void medians(Consumer<Row> rows) {
        lines.forEach((name, line) ->
                rows.accept(new Row(name, line.load(), Sample.median(line.samples()), median(line.limits()))));
    }

    private static OptionalDouble median(List<Double> limits) {
        return limits.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Sample.median(
                        limits.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
