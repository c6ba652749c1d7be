package dev.parallelmcp.server.tool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * How a call ended.
 *
 * @param text what a model is shown: of a result the JSON itself, of an error one line that says everything
 * @param json one line of JSON, an object: the result, or {@code {"error": …}}
 * @param isError the call was refused or failed and changed nothing, unless the error says otherwise
 * @param undo to be called when nobody gets this answer: takes back what was for the caller alone; does not block
 */
public record ToolOutcome(String text, String json, boolean isError, Supplier<CompletionStage<?>> undo) {

    static ToolOutcome result(String json, Supplier<CompletionStage<?>> undo) {
        return new ToolOutcome(json, json, false, undo);
    }

    static ToolOutcome error(String text, String json) {
        return new ToolOutcome(text, json, true, () -> CompletableFuture.completedStage(null));
    }
}
