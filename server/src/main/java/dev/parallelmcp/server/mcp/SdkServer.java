package dev.parallelmcp.server.mcp;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.parallelmcp.schema.ToolAnnotations;
import dev.parallelmcp.schema.ToolSpec;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The SDK's server with our tools in it; makes a session for each handshake. */
final class SdkServer implements McpServerTransportProvider {

    private static final Logger LOG = LoggerFactory.getLogger(SdkServer.class);

    /** The revisions with an initialize handshake; the last is answered to a client that asks for an unknown one. */
    static final List<String> REVISIONS = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    private McpServerSession.@Nullable Factory sessions;

    /** @param executor for what calls in line have yet to do when they return */
    SdkServer(ServerIdentity identity, ToolHandler handler, Executor executor, ProtocolJson json) {
        McpServer.async(this)
                .serverInfo(identity.name(), identity.version())
                .instructions(identity.instructions())
                .capabilities(
                        McpSchema.ServerCapabilities.builder().tools(false).build())
                .jsonMapper(json)
                .jsonSchemaValidator(new AcceptingValidator())
                .validateToolInputs(false)
                .tools(handler.tools().stream()
                        .map(spec -> tool(spec, handler, executor))
                        .toList())
                .build();
    }

    McpServerSession newSession(McpServerTransport transport) {
        return Objects.requireNonNull(sessions, "the SDK registers its factory when it is built")
                .create(transport);
    }

    private static AsyncToolSpecification tool(ToolSpec spec, ToolHandler handler, Executor executor) {
        Tool tool = Tool.builder(spec.name(), spec.inputSchema())
                .title(spec.title())
                .description(spec.description())
                .outputSchema(spec.outputSchema())
                .annotations(annotations(spec))
                .build();
        return new AsyncToolSpecification(
                tool, (exchange, request) -> Mono.fromCompletionStage(() -> call(handler, request, executor)));
    }

    private static CompletionStage<CallToolResult> call(
            ToolHandler handler, CallToolRequest request, Executor executor) {
        ToolCall call = ToolCall.of(request);
        CompletionStage<ToolReply> reply;
        try {
            reply = handler.call(call.tool(), call.arguments(), executor);
        } catch (RuntimeException | Error e) {
            reply = CompletableFuture.failedStage(e);
        }
        return reply.thenApply(SdkServer::result).exceptionally(failure -> {
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

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        this.sessions = factory;
    }

    @Override
    public List<String> protocolVersions() {
        return REVISIONS;
    }

    /** Nothing is announced: the tools never change while a server runs. */
    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Mono.empty();
    }

    /** Connections close themselves. */
    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
