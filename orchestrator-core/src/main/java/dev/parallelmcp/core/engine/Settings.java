package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.scope.Scope;
import java.util.function.DoubleSupplier;

/**
 * What every use case shares.
 *
 * @param scope what callers see
 * @param random numbers from 0 (inclusive) to 1 (exclusive), for jitter
 */
record Settings(
        Scope scope, OrchestratorOptions options, IdSource ids, DoubleSupplier random, EventDispatcher dispatcher) {}
