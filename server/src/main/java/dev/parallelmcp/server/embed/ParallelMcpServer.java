package dev.parallelmcp.server.embed;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.mcp.ConnectionLimits;
import dev.parallelmcp.server.mcp.ConnectionOptions;
import dev.parallelmcp.server.mcp.Lazy;
import dev.parallelmcp.server.mcp.McpConnection;
import dev.parallelmcp.server.mcp.Offer;
import dev.parallelmcp.server.mcp.ServerIdentity;
import dev.parallelmcp.server.prompt.Prompts;
import dev.parallelmcp.server.resource.Records;
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

    private final Offer offer;
    private final ConnectionOptions options;

    private ParallelMcpServer(Builder builder) {
        Lazy<ToolInvoker> invoker = Lazy.of(() -> new ToolInvoker(builder.orchestrator, builder.tools));
        this.offer = Offer.of(new CatalogTools(builder.tools, invoker))
                .with(new Records(builder.orchestrator, invoker, builder.tools))
                .with(new Prompts(builder.orchestrator, builder.tools));
        this.options = new ConnectionOptions(
                new ServerIdentity(NAME, builder.version, Instructions.of(builder.tools)),
                builder.limits,
                builder.reclaim);
    }

    public static Builder builder(Orchestrator orchestrator) {
        return new Builder(orchestrator);
    }

    /** A client on these streams, which stay the caller's to close. Nothing is read before it runs. */
    public McpConnection connect(InputStream in, OutputStream out) {
        return new McpConnection(in, out, offer, options);
    }

    /** Collects how a server is to be. Not thread-safe. */
    public static final class Builder {
        private final Orchestrator orchestrator;
        private String version = "development";
        private ToolSelection tools = ToolSelection.of(Toolset.ALL);
        private ConnectionLimits limits = ConnectionLimits.DEFAULT;
        private Runnable reclaim = () -> {};

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

        /**
         * Called, on a thread of its own, when it has become quiet after messages of more than a MiB. A program that is
         * nothing but a server may have the garbage collector run then; without this nothing is done.
         */
        public Builder reclaim(Runnable reclaim) {
            this.reclaim = reclaim;
            return this;
        }

        public ParallelMcpServer build() {
            return new ParallelMcpServer(this);
        }
    }
}
