package example;

import dev.parallelmcp.core.engine.Maintenance;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTasksRequest;
import dev.parallelmcp.core.model.request.TaskDraft;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.embed.ParallelMcpServer;
import dev.parallelmcp.server.mcp.McpConnection;
import dev.parallelmcp.server.tool.ToolSelection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** A program that plans reviews itself and has an MCP client do them. */
public final class ReviewDesk {

    public static void main(String[] args) throws IOException {
        PrintStream protocol = System.out;
        System.setOut(System.err); // what else the program prints must not get between the messages
        serve(Path.of("reviews.sqlite"), System.in, protocol);
    }

    /** Serves one client on these streams until its input ends. */
    public static void serve(Path database, InputStream in, OutputStream out) throws IOException {
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(database))) {
            plan(orchestrator);
            orchestrator.onEvent(event -> {
                if (event.eventType() == EventType.RUN_STATUS_CHANGED) {
                    System.err.println(event.payload().text());
                }
            });
            ParallelMcpServer server = ParallelMcpServer.builder(orchestrator)
                    .version("1.0")
                    .tools(ToolSelection.of(Toolset.WORKER))
                    .build();
            Maintenance maintenance = Maintenance.start(orchestrator);
            try (McpConnection client = server.connect(in, out)) {
                client.run();
            } finally {
                maintenance.close();
            }
        }
    }

    /** Takes effect once, however often the program is started on the same database. */
    private static void plan(Orchestrator orchestrator) {
        orchestrator.createRun(CreateRunRequest.builder()
                .id("reviews")
                .clientToken("create-reviews")
                .build());
        List<TaskDraft> tasks = List.of(
                review("core"),
                review("server"),
                TaskDraft.builder("summary")
                        .dependsOn(List.of("core", "server"))
                        .build());
        orchestrator.enqueueTasks(EnqueueTasksRequest.builder("reviews", tasks)
                .clientToken("plan-reviews")
                .build());
    }

    private static TaskDraft review(String module) {
        return TaskDraft.builder("review")
                .ref(module)
                .input(Json.of("{\"module\": \"" + module + "\"}"))
                .build();
    }
}
