package dev.parallelmcp.server.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.server.mcp.TestClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client may show a model the text or the structure of a result; either says everything. */
class ResultsOnTheWireTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Orchestrator orchestrator =
            Orchestrator.on(SqliteStore.inMemoryBuilder().open());
    private final ParallelMcpServer server =
            ParallelMcpServer.builder(orchestrator).build();

    @AfterEach
    void close() {
        orchestrator.close();
    }

    private static String text(String reply) throws JsonProcessingException {
        JsonNode content = JSON.readTree(reply).at("/result/content");
        assertThat(content).hasSize(1);
        assertThat(content.at("/0/type").textValue()).isEqualTo("text");
        return content.at("/0/text").textValue();
    }

    @Test
    void theTextOfAResultIsItsStructureToTheCharacter() throws JsonProcessingException {
        String payload = "{'z':1e400,'a':123456789012345678901234567890.125,'one':1.0,'m':{'\\u0000':[ ]}}";
        List<String> replies = RawReplies.of(
                server,
                TestClient.toolCall("2", "create_run", "{'id':'r','context': " + payload + " }"),
                TestClient.toolCall("3", "enqueue_task", "{'runId':'r','kind':'k','input':" + payload + "}"),
                TestClient.toolCall("4", "claim_next_task", "{'workerId':'w'}"),
                TestClient.toolCall("5", "get_current_context_snapshot", "{'runId':'r'}"),
                TestClient.toolCall("6", "list_run_tasks", "{'runId':'r','detail':'full'}"),
                TestClient.toolCall("7", "list_run_events", "{'runId':'r'}"));
        assertThat(replies).hasSize(6);
        String compact = payload.replace('\'', '"').replace(" ", "");
        for (String reply : replies) {
            String text = text(reply);
            assertThat(reply).contains("\"structuredContent\":" + text).contains("\"isError\":false");
            assertThat(text).startsWith("{\"").endsWith("}").doesNotContain("\n", "\": ", ", \"");
            if (text.contains("e400")) {
                assertThat(text).contains(compact);
            }
        }
        assertThat(replies).filteredOn(reply -> reply.contains("e400")).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void theTextOfAnErrorHasAllThatItsStructureHas() throws JsonProcessingException {
        List<String> replies = RawReplies.of(
                server,
                TestClient.toolCall("2", "get_run", "{'runId':'run_none'}"),
                TestClient.toolCall("3", "get_run", "{'runId':7}"),
                TestClient.toolCall("4", "get_task", "{'taskId':'run_none'}"));
        assertThat(replies).hasSize(3);
        for (String reply : replies) {
            JsonNode error = JSON.readTree(reply).at("/result/structuredContent/error");
            assertThat(reply).contains("\"isError\":true");
            assertThat(text(reply))
                    .startsWith(error.get("code").textValue() + ": "
                            + error.get("message").textValue())
                    .endsWith("(retryable: " + error.get("retryable") + ")");
            error.get("ids").forEach(id -> assertThat(reply).contains(id.textValue()));
        }
    }
}
