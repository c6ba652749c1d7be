package dev.parallelmcp.server.mcp;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.parallelmcp.schema.ToolAnnotations;
import dev.parallelmcp.schema.ToolSpec;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A tool of ours as the SDK knows tools. */
final class SdkTool {

    private static final Logger LOG = LoggerFactory.getLogger(SdkTool.class);

    private SdkTool() {}

    static AsyncToolSpecification of(ToolSpec spec, ToolHandler handler) {
        Tool tool = Tool.builder(spec.name(), spec.inputSchema())
                .title(spec.title())
                .description(spec.description())
                .outputSchema(spec.outputSchema())
                .annotations(annotations(spec))
                .build();
        return new AsyncToolSpecification(
                tool, (exchange, request) -> Mono.fromCompletionStage(() -> call(handler, request)));
    }

    private static CompletionStage<CallToolResult> call(ToolHandler handler, CallToolRequest request) {
        ToolCall call = ToolCall.of(request);
        RunningCall running = ToolCall.running(request);
        CompletionStage<ToolReply> reply;
        try {
            reply = handler.call(call.tool(), call.arguments(), running);
        } catch (RuntimeException | Error e) {
            reply = CompletableFuture.failedStage(e);
        }
        return reply.thenApply(answer -> {
                    running.call().undoWith(answer.undo());
                    return result(answer);
                })
                .exceptionally(failure -> {
                    Throwable cause = Objects.requireNonNullElse(
                            failure instanceof CompletionException ? failure.getCause() : null, failure);
                    // The SDK would log the message, which may quote a payload.
                    LOG.error("{} failed: {}", call.tool(), cause.getClass().getName());
                    LOG.debug("{} failed", call.tool(), cause);
                    throw McpError.builder(RpcError.INTERNAL)
                            .message(Replies.INTERNAL_MESSAGE)
                            .build();
                });
    }

    static CallToolResult result(ToolReply reply) {
        return CallToolResult.builder(List.of(TextContent.builder(reply.text()).build()))
                .structuredContent(new RawValue(reply.json()))
                .isError(reply.isError())
                .build();
    }

    private static McpSchema.ToolAnnotations annotations(ToolSpec spec) {
        ToolAnnotations hints = spec.annotations();
        return McpSchema.ToolAnnotations.builder()
                .readOnlyHint(hints.readOnlyHint())
                .destructiveHint(hints.destructiveHint())
                .idempotentHint(hints.idempotentHint())
                .openWorldHint(hints.openWorldHint())
                .build();
    }
}
