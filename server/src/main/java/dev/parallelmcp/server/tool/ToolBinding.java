package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.waiting.Caller;
import java.util.concurrent.CompletionStage;

/**
 * What a tool's name stands for.
 *
 * @param request the record that its arguments become
 * @param operation what is done with it
 */
record ToolBinding<Q extends Record>(String name, ToolEffect effect, Class<Q> request, Operation<Q> operation) {

    /** An operation of the core on behalf of a caller. */
    interface Operation<Q> {
        CompletionStage<? extends Record> perform(Orchestrator orchestrator, Q request, Caller caller);
    }

    CompletionStage<? extends Record> perform(Orchestrator orchestrator, Record bound, Caller caller) {
        return operation.perform(orchestrator, request.cast(bound), caller);
    }
}
