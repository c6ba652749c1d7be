package dev.parallelmcp.server.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.schema.ToolCatalog;
import dev.parallelmcp.server.mcp.TestClient;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of it together: streams, protocol, tools, engine, a database in a file. */
class ParallelMcpServerTest {

    @TempDir
    Path folder;

    private Orchestrator orchestrator;
    private TestClient client;

    @BeforeEach
    void open() {
        orchestrator = Orchestrator.on(SqliteStore.open(folder.resolve("state.sqlite")));
        client = new TestClient(
                ParallelMcpServer.builder(orchestrator).version("4.5.6").build()::connect);
        client.initialize("2025-11-25");
    }

    @AfterEach
    void close() {
        client.close();
        orchestrator.close();
    }

    @Test
    void itSaysWhoItIsAndHowItIsUsed() {
        JsonNode greeting = client.initialize("2025-06-18").get("result");
        assertThat(greeting.at("/serverInfo/name").textValue()).isEqualTo("parallel-mcp-server");
        assertThat(greeting.at("/serverInfo/version").textValue()).isEqualTo("4.5.6");
        assertThat(greeting.get("instructions").textValue())
                .hasSizeLessThanOrEqualTo(2_000)
                .contains("create_run", "enqueue_task", "claim_next_task", "heartbeat_lease")
                .contains("complete_task", "fail_task", "pause_task", "resume_task");
    }

    @Test
    void theWholeCatalogueIsListedInItsOrder() {
        JsonNode tools =
                client.ask("{'jsonrpc':'2.0','id':1,'method':'tools/list'}").at("/result/tools");
        assertThat(tools)
                .extracting(tool -> tool.get("name").textValue())
                .containsExactlyElementsOf(ToolCatalog.load().names());
    }

    @Test
    void payloadsPassThroughUntouched() {
        String payload =
                "{\"z\":1e400,\"a\":123456789012345678901234567890.125,\"one\":1.0,\"s\":\"\uD83D\uDE80 \\u0000\"}";
        client.callTool("1", "create_run", "{\"id\":\"r\",\"context\":" + payload + "}");
        JsonNode result = client.callTool("2", "get_current_context_snapshot", "{'runId':'r'}")
                .get("result");
        assertThat(result.at("/content/0/text").textValue()).contains("\"payload\":" + payload);
    }

    @Test
    void anErrorIsATextAndTheSameAsStructure() {
        JsonNode result =
                client.callTool("1", "get_run", "{'runId':'run_none'}").get("result");
        assertThat(result.get("isError").booleanValue()).isTrue();
        JsonNode error = result.at("/structuredContent/error");
        assertThat(error.get("code").textValue()).isEqualTo("RECORD_NOT_FOUND");
        assertThat(result.at("/content/0/text").textValue())
                .startsWith("RECORD_NOT_FOUND: " + error.get("message").textValue())
                .contains("run_none")
                .endsWith("(retryable: false)");
    }

    @Test
    void twoHundredCallsAtOnceTakeEffectOnceEach() {
        client.callTool("'run'", "create_run", "{'id':'r'}");
        for (int i = 0; i < 200; i++) {
            client.send(TestClient.toolCall(
                    String.valueOf(i), "enqueue_task", "{'runId':'r','kind':'k','id':'t" + i + "'}"));
        }
        Set<String> answered = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            JsonNode reply = client.next();
            assertThat(reply.at("/result/structuredContent/task/id").textValue())
                    .isEqualTo("t" + reply.get("id").intValue());
            assertThat(answered.add(reply.get("id").toString())).isTrue();
        }
        assertThat(client.callTool("'count'", "get_run", "{'runId':'r'}")
                        .at("/result/structuredContent/taskCounts/queued")
                        .intValue())
                .isEqualTo(200);
    }

    @Test
    void oneServerServesSeveralClients() {
        ParallelMcpServer server = ParallelMcpServer.builder(orchestrator).build();
        try (TestClient planner = new TestClient(server::connect);
                TestClient worker = new TestClient(server::connect)) {
            planner.initialize("2025-11-25");
            worker.initialize("2025-06-18");
            planner.callTool("1", "create_run", "{'id':'shared'}");
            planner.callTool("1", "enqueue_task", "{'runId':'shared','kind':'k','id':'t'}");
            assertThat(worker.callTool("1", "claim_next_task", "{'workerId':'w'}")
                            .at("/result/structuredContent/claim/task/id")
                            .textValue())
                    .isEqualTo("t");
            assertThat(planner.finish()).isEmpty();
            worker.assertAlive();
        }
    }
}
