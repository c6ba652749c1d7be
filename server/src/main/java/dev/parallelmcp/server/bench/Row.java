package dev.parallelmcp.server.bench;

import java.util.OptionalDouble;

/**
 * One measured line.
 *
 * @param name the workload, and which case of it
 * @param median of all rounds
 * @param limitPerSecond what the database alone does, where that was measured beside it
 */
public record Row(String name, Load load, Sample median, OptionalDouble limitPerSecond) {

    /** How much of the limit was reached. */
    OptionalDouble ratio() {
        return limitPerSecond.isPresent()
                ? OptionalDouble.of(median.operationsPerSecond() / limitPerSecond.getAsDouble())
                : OptionalDouble.empty();
    }
}
