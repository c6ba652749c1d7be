package dev.parallelmcp.core.engine;

import java.util.function.DoubleSupplier;

/**
 * What every use case shares.
 *
 * @param random numbers from 0 (inclusive) to 1 (exclusive), for jitter
 */
record Settings(OrchestratorOptions options, IdSource ids, DoubleSupplier random, EventDispatcher dispatcher) {}
