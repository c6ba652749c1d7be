package dev.parallelmcp.server.mcp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What a tool answered.
 *
 * @param text for clients that show a model the content
 * @param json the same as one line of JSON, an object
 * @param isError the tool refused or failed
 * @param undo called, once, when the answer will not be sent: takes back what the call did for nobody but its caller;
 *     must not block
 */
public record ToolReply(String text, String json, boolean isError, Supplier<? extends CompletionStage<?>> undo) {

    /** An answer that nothing need be done about when it is not sent. */
    public ToolReply(String text, String json, boolean isError) {
        this(text, json, isError, () -> CompletableFuture.completedStage(null));
    }
}
