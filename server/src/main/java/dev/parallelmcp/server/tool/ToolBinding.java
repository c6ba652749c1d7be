package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.engine.Operations;
import java.util.function.BiFunction;

/**
 * What a tool's name stands for.
 *
 * @param request the record that its arguments become
 * @param operation what is called with it
 */
record ToolBinding<Q extends Record>(
        String name, ToolEffect effect, Class<Q> request, BiFunction<Operations, Q, ? extends Record> operation) {

    Record apply(Operations operations, Record bound) {
        return operation.apply(operations, request.cast(bound));
    }
}
