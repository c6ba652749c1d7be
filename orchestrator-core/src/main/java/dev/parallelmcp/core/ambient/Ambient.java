package dev.parallelmcp.core.ambient;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * The machine's clock and chance: the only place that touches them. Everything else is given a source of time and a
 * source of chance, so that tests can move the one and fix the other; these are the defaults of the builders.
 */
public final class Ambient {

    private static final Random RANDOM = new SecureRandom();

    private Ambient() {}

    public static InstantSource clock() {
        return InstantSource.system();
    }

    /** Numbers from 0 (inclusive) to 1 (exclusive). Thread-safe. */
    public static DoubleSupplier random() {
        return RANDOM::nextDouble;
    }
}
