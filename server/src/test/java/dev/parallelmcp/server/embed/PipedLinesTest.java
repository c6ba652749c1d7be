package dev.parallelmcp.server.embed;

import static dev.parallelmcp.server.mcp.TestClient.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.server.mcp.TestClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines that build on those before them, written all at once. */
@Timeout(60)
class PipedLinesTest {

    private static final int TASKS = 494;

    @TempDir
    Path folder;

    private Orchestrator orchestrator;
    private TestClient client;

    @BeforeEach
    void open() {
        orchestrator = Orchestrator.on(SqliteStore.open(folder.resolve("state.sqlite")));
        client = new TestClient(ParallelMcpServer.builder(orchestrator).build()::connect);
        client.initialize("2025-11-25");
    }

    @AfterEach
    void close() {
        client.close();
        orchestrator.close();
    }

    private static Map<Integer, JsonNode> byId(List<JsonNode> replies) {
        Map<Integer, JsonNode> byId = replies.stream()
                .collect(Collectors.toMap(reply -> reply.get("id").intValue(), Function.identity()));
        assertThat(byId).as("one reply each").hasSameSizeAs(replies);
        return byId;
    }

    private static JsonNode content(Map<Integer, JsonNode> replies, int id) {
        return content(Objects.requireNonNull(replies.get(id)));
    }

    private static JsonNode content(JsonNode reply) {
        assertThat(reply.at("/result/isError").booleanValue()).as("%s", reply).isFalse();
        return reply.at("/result/structuredContent");
    }

    @RepeatedTest(20)
    void theOrderOfTheLinesIsTheOrderOfTheEffects() {
        List<String> lines = new ArrayList<>();
        lines.add(toolCall("0", "create_run", "{'id':'r'}"));
        for (int i = 0; i < TASKS; i++) {
            String dependency = i == 0 ? "" : ",'dependsOnTaskIds':['t" + (i - 1) + "']";
            lines.add(toolCall(
                    String.valueOf(i + 1),
                    "enqueue_task",
                    "{'runId':'r','kind':'k','id':'t" + i + "'" + dependency + "}"));
        }
        lines.add(toolCall("1001", "get_run", "{'runId':'r'}"));
        lines.add(toolCall("1002", "cancel_run", "{'runId':'r'}"));
        lines.add(toolCall("1003", "get_run", "{'runId':'r'}"));
        lines.add(toolCall("1004", "prune_runs", "{'olderThan':'2100-01-01T00:00:00Z'}"));
        lines.add(toolCall("1005", "create_run", "{'id':'r'}"));
        client.send(String.join("\n", lines));
        Map<Integer, JsonNode> replies = byId(client.finish());
        assertThat(replies).hasSameSizeAs(lines);
        replies.values().forEach(PipedLinesTest::content);
        assertThat(content(replies, 1001).at("/taskCounts/queued").intValue()).isEqualTo(TASKS);
        assertThat(content(replies, 1001).at("/run/status").textValue()).isEqualTo("active");
        assertThat(content(replies, 1003).at("/taskCounts/cancelled").intValue())
                .isEqualTo(TASKS);
        assertThat(content(replies, 1003).at("/run/status").textValue()).isEqualTo("cancelled");
    }

    private void sendRuns(int runs) {
        IntStream.range(0, runs)
                .forEach(i -> client.send(toolCall(String.valueOf(i), "create_run", "{'id':'r" + i + "'}")));
    }

    @Test
    void endOfInputAnswersEveryChangeThatIsQueued() {
        sendRuns(200);
        Map<Integer, JsonNode> replies = byId(client.finish());
        assertThat(replies).hasSize(200);
        replies.forEach((id, reply) ->
                assertThat(content(reply).at("/run/id").textValue()).isEqualTo("r" + id));
    }

    @Test
    void pingIsAnsweredWhileChangesWaitForALockedDatabase() {
        Map<Integer, JsonNode> replies = new HashMap<>();
        LockedDatabase.during(folder.resolve("state.sqlite"), () -> {
            sendRuns(100);
            client.send(toolCall("100", "get_run", "{'runId':'r99'}"));
            client.assertAlive();
            assertThat(client.ask("{'jsonrpc':'2.0','id':1,'method':'tools/list'}")
                            .has("result"))
                    .isTrue();
        });
        for (int i = 0; i <= 100; i++) {
            JsonNode reply = client.next();
            assertThat(replies.put(reply.get("id").intValue(), reply)).isNull();
        }
        assertThat(content(replies, 100).at("/run/id").textValue()).isEqualTo("r99");
    }

    @Test
    void endOfInputAnswersEveryChangeThoughTheDatabaseIsLocked() {
        LockedDatabase.during(folder.resolve("state.sqlite"), () -> {
            sendRuns(200);
            client.send(toolCall("200", "get_run", "{'runId':'r0'}"));
            Map<Integer, JsonNode> replies = byId(client.finish());
            assertThat(replies).hasSize(201);
            assertThat(replies.values())
                    .allSatisfy(reply -> assertThat(reply.at("/result/structuredContent/error/code")
                                    .textValue())
                            .isEqualTo("STORE_BUSY"));
        });
    }
}
