package dev.parallelmcp.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.server.embed.ParallelMcpServer;
import dev.parallelmcp.server.mcp.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What clients see of the tools changes only when somebody means it to: tools-list.json is reviewed with each change. */
class RecordedToolsListTest {

    /** Tests run in the folder of their module. */
    private static final Path RECORDED =
            Path.of("src", "test", "resources", "dev", "parallelmcp", "server", "docs", "tools-list.json");

    @Test
    void toolsListIsTheOneThatWasReviewed() throws IOException {
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.inMemory());
                TestClient client =
                        new TestClient(ParallelMcpServer.builder(orchestrator).build()::connect)) {
            client.initialize("2025-11-25");
            JsonNode listed =
                    client.ask("{'jsonrpc':'2.0','id':1,'method':'tools/list'}").get("result");
            String current = ToolsDocument.pretty(listed.toString()) + "\n";
            if (ToolsDocument.WRITE) {
                Files.writeString(RECORDED, current);
            }
            assertThat(Files.readString(RECORDED)).isEqualTo(current);
        }
    }
}
