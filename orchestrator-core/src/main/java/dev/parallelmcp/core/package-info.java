/** Durable orchestration for parallel agent work; start at {@link dev.parallelmcp.core.engine.Orchestrator}. */
@NullMarked
package dev.parallelmcp.core;

import org.jspecify.annotations.NullMarked;
