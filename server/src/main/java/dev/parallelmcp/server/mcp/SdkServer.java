package dev.parallelmcp.server.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The SDK's server with our tools in it; makes a session for each handshake. */
final class SdkServer implements McpServerTransportProvider {

    private McpServerSession.@Nullable Factory sessions;

    SdkServer(ServerIdentity identity, ToolHandler handler, ProtocolJson json) {
        McpServer.async(this)
                .serverInfo(identity.name(), identity.version())
                .instructions(identity.instructions())
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .jsonMapper(json)
                .jsonSchemaValidator(new AcceptingValidator())
                .validateToolInputs(false)
                .tools(handler.tools().stream()
                        .map(spec -> SdkTool.of(spec, handler))
                        .toList())
                .build();
    }

    McpServerSession newSession(McpServerTransport transport) {
        return Objects.requireNonNull(sessions, "the SDK registers its factory when it is built")
                .create(transport);
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        this.sessions = factory;
    }

    @Override
    public List<String> protocolVersions() {
        return Greeting.REVISIONS;
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
