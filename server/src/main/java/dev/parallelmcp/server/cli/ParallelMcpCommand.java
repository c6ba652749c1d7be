package dev.parallelmcp.server.cli;

import dev.parallelmcp.core.engine.Maintenance;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.server.embed.ParallelMcpServer;
import dev.parallelmcp.server.mcp.McpConnection;
import dev.parallelmcp.server.tool.ToolSelection;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program without a subcommand: serves one MCP client on standard input and output until the input ends. */
@Command(
        name = "parallel-mcp",
        mixinStandardHelpOptions = true,
        description = "Serves durable runs, tasks, leases and context to an MCP client on standard input and output.")
final class ParallelMcpCommand implements Callable<Integer> {

    /** With the patience of a connection this is less than the five seconds that clients wait. */
    private static final long MOST_WAIT_MILLIS = 500;

    private final Surroundings surroundings;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private ToolOptions tools = new ToolOptions();

    ParallelMcpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Option(
            names = "--log-level",
            paramLabel = "error|warn|info|debug|trace",
            defaultValue = "warn",
            scope = ScopeType.INHERIT,
            description = "How much to log, on standard error. Default: ${DEFAULT-VALUE}.")
    void logLevel(LogLevel level) {
        level.apply(surroundings.system());
    }

    @Override
    public Integer call() throws CannotOpenException, IOException {
        // First, so that wrong usage makes no database.
        ToolSelection selection = tools.selection();
        load(selection);
        Orchestrator orchestrator = store.open(surroundings, tools.access());
        Maintenance maintenance = maintenance(orchestrator);
        try (McpConnection connection = connect(orchestrator, selection)) {
            surroundings.atShutdown().accept(() -> stop(connection, maintenance, orchestrator));
            connection.run();
        } finally {
            close(maintenance, orchestrator);
        }
        return 0;
    }

    /** Reads the tools beside the opening of the database. Where it fails, whoever needs them says so. */
    private static void load(ToolSelection selection) {
        Thread loading = new Thread(selection::tools, "load-tools");
        loading.setDaemon(true);
        loading.setUncaughtExceptionHandler((failed, e) -> {});
        loading.start();
    }

    /** A server that only reads has nothing to maintain: its looks are never begun. */
    private Maintenance maintenance(Orchestrator orchestrator) {
        return switch (tools.access()) {
            case READ_WRITE -> Maintenance.start(orchestrator);
            case READ_ONLY -> Maintenance.of(orchestrator);
        };
    }

    /** A client that ends its server by a signal has asked for nothing unusual. */
    private static int stop(McpConnection connection, Maintenance maintenance, Orchestrator orchestrator) {
        connection.close();
        close(maintenance, orchestrator);
        return ExitCode.OK;
    }

    /** Closes the database, but does not wait for one that others have locked: everything acknowledged is in it. */
    private static void close(Maintenance maintenance, Orchestrator orchestrator) {
        Thread closing = new Thread(
                () -> {
                    maintenance.close();
                    orchestrator.close();
                },
                "close-database");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(MOST_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private McpConnection connect(Orchestrator orchestrator, ToolSelection selection) {
        return ParallelMcpServer.builder(orchestrator)
                .version(surroundings.version())
                .tools(selection)
                .reclaim(surroundings.reclaim())
                .build()
                .connect(surroundings.in(), surroundings.out());
    }
}
