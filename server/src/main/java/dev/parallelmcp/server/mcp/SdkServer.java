package dev.parallelmcp.server.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The SDK's server with our tools in it; makes a session for each handshake. */
final class SdkServer implements McpServerTransportProvider {

    /** The revisions with an initialize handshake; the last is answered to a client that asks for an unknown one. */
    static final List<String> REVISIONS = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    private final McpSchema.ServerCapabilities capabilities;
    private McpServerSession.@Nullable Factory sessions;

    SdkServer(ServerIdentity identity, Offer offer, ProtocolJson json) {
        this.capabilities = offer.capabilitiesOfHandshake();
        ToolHandler handler = offer.tools();
        McpServer.async(this)
                .serverInfo(identity.name(), identity.version())
                .instructions(identity.instructions())
                .capabilities(Offer.of(handler).capabilities())
                .jsonMapper(json)
                .jsonSchemaValidator(new AcceptingValidator())
                .validateToolInputs(false)
                .tools(handler.tools().stream()
                        .map(spec -> SdkTool.of(spec, handler))
                        .toList())
                .build();
    }

    /** What clients that greet are told that this server can do, the SDK's part and ours. */
    McpSchema.ServerCapabilities capabilities() {
        return capabilities;
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
