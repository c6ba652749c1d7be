package dev.parallelmcp.server.tool;

import dev.parallelmcp.core.error.ErrorCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * How a call ended.
 *
 * @param text what a model is shown: of a result the JSON itself, of an error one line that says everything
 * @param json one line of JSON, an object: the result, or {@code {"error": …}}
 * @param failure there when the call was refused or failed and changed nothing, unless its message says otherwise
 * @param undo to be called when nobody gets this answer: takes back what was for the caller alone; does not block
 */
public record ToolOutcome(String text, String json, Optional<Failure> failure, Supplier<CompletionStage<?>> undo) {

    static ToolOutcome result(String json, Supplier<CompletionStage<?>> undo) {
        return new ToolOutcome(json, json, Optional.empty(), undo);
    }

    static ToolOutcome error(String text, String json, Failure failure) {
        return new ToolOutcome(text, json, Optional.of(failure), () -> CompletableFuture.completedStage(null));
    }

    public boolean isError() {
        return failure.isPresent();
    }

    /**
     * Why there is no result.
     *
     * @param message without the code, and without what stands beside it in the error
     */
    public record Failure(ErrorCode code, String message) {}
}
