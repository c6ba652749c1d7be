package dev.parallelmcp.server.embed;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.mcp.ConnectionLimits;
import dev.parallelmcp.server.mcp.McpConnection;
import dev.parallelmcp.server.mcp.ServerIdentity;
import dev.parallelmcp.server.tool.ToolInvoker;
import dev.parallelmcp.server.tool.ToolSelection;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Serves an orchestrator to MCP clients.
 *
 * <pre>{@code
 * try (McpConnection connection = ParallelMcpServer.builder(orchestrator).build().connect(in, out)) {
 *     connection.run();
 * }
 * }</pre>
 *
 * <p>Immutable; one server may have any number of connections. Closing the orchestrator is its owner's business.
 */
public final class ParallelMcpServer {

    private static final String NAME = "parallel-mcp-server";

    private final CatalogTools tools;
    private final ServerIdentity identity;
    private final ConnectionLimits limits;

    private ParallelMcpServer(Builder builder) {
        this.tools = new CatalogTools(builder.tools, new ToolInvoker(builder.orchestrator, builder.tools));
        this.identity = new ServerIdentity(NAME, builder.version, Instructions.of(builder.tools));
        this.limits = builder.limits;
    }

    public static Builder builder(Orchestrator orchestrator) {
        return new Builder(orchestrator);
    }

    /** A client on these streams, which stay the caller's to close. Nothing is read before it runs. */
    public McpConnection connect(InputStream in, OutputStream out) {
        return new McpConnection(in, out, identity, tools, limits);
    }

    /** Collects how a server is to be. Not thread-safe. */
    public static final class Builder {
        private final Orchestrator orchestrator;
        private String version = "development";
        private ToolSelection tools = ToolSelection.of(Toolset.ALL);
        private ConnectionLimits limits = ConnectionLimits.DEFAULT;

        private Builder(Orchestrator orchestrator) {
            this.orchestrator = orchestrator;
        }

        /** The version that clients are told. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** The tools that clients get; without this, every tool. */
        public Builder tools(ToolSelection tools) {
            this.tools = tools;
            return this;
        }

        public Builder limits(ConnectionLimits limits) {
            this.limits = limits;
            return this;
        }

        public ParallelMcpServer build() {
            return new ParallelMcpServer(this);
        }
    }
}
