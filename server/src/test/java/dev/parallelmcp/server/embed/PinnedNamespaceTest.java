package dev.parallelmcp.server.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.server.mcp.TestClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** To a client of one namespace there are no resources of another, and nothing of it is ever suggested. */
class PinnedNamespaceTest {

    @TempDir
    Path folder;

    private Orchestrator all;
    private Orchestrator own;
    private TestClient client;

    @BeforeEach
    void open() {
        all = Orchestrator.on(SqliteStore.open(folder.resolve("state.sqlite")));
        own = Orchestrator.builder(SqliteStore.open(folder.resolve("state.sqlite")))
                .namespace("own")
                .build();
        try (TestClient maker = new TestClient(ParallelMcpServer.builder(all).build()::connect)) {
            maker.initialize("2025-11-25");
            for (String namespace : List.of("own", "foreign")) {
                succeed(maker, "create_run", "{'id':'r-" + namespace + "','namespace':'" + namespace + "'}");
                succeed(maker, "enqueue_task", task(namespace, "t", "k"));
                succeed(maker, "enqueue_task", task(namespace, "d", "dead"));
                JsonNode claim = succeed(
                                maker, "claim_next_task", "{'workerId':'w','kinds':['dead-" + namespace + "']}")
                        .get("claim");
                succeed(
                        maker,
                        "fail_task",
                        "{'workerId':'w','taskId':'d-" + namespace + "','leaseId':'"
                                + claim.at("/lease/id").textValue() + "','error':'e','retryable':true}");
            }
        }
        client = new TestClient(ParallelMcpServer.builder(own).build()::connect);
        client.initialize("2025-11-25");
    }

    @AfterEach
    void close() {
        client.close();
        own.close();
        all.close();
    }

    private static String task(String namespace, String id, String kind) {
        return "{'runId':'r-" + namespace + "','id':'" + id + "-" + namespace + "','kind':'" + kind + "-" + namespace
                + "','maxAttempts':1}";
    }

    private static JsonNode succeed(TestClient client, String tool, String arguments) {
        JsonNode reply = client.callTool("1", tool, arguments);
        assertThat(reply.at("/result/isError").booleanValue()).as("%s", reply).isFalse();
        return reply.at("/result/structuredContent");
    }

    @ParameterizedTest
    @CsvSource({"run://r, r", "task://t, t", "task://d, d", "events://r, r"})
    void foreignResourcesAreRefusedInTheWordsForWhatDoesNotExist(String uri, String id) {
        for (Requests era : Requests.values()) {
            assertThat(era.read(client, uri + "-own")).contains(id + "-own").doesNotContain("foreign");
            JsonNode foreign = era.error(client, "resources/read", "'uri':'" + uri + "-foreign'");
            JsonNode unknown = era.error(client, "resources/read", "'uri':'" + uri + "-nowhere'");
            assertThat(foreign.get("code").intValue()).isEqualTo(era.notFound());
            assertThat(foreign.toString().replace("foreign", "nowhere")).isEqualTo(unknown.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyOwnRunsAreListed(Requests era) {
        JsonNode resources = era.result(client, "resources/list", "").get("resources");
        assertThat(resources).hasSize(2);
        assertThat(resources.toString()).contains("run://r-own").doesNotContain("foreign");
    }

    @ParameterizedTest
    @EnumSource
    void onlyOwnWorkIsCounted(Requests era) {
        assertThat(era.read(client, "stats://"))
                .contains("\"ready\":1,", "\"dead\":1,", "k-own")
                .doesNotContain("foreign");
    }

    @ParameterizedTest
    @CsvSource({"run://{id}, id, r-", "task://{id}, id, t-", "events://{runId}, runId, r-"})
    void onlyOwnIdsAreCompleted(String template, String variable, String prefix) {
        for (Requests era : Requests.values()) {
            assertThat(era.complete(client, template, variable, prefix)
                            .get("values")
                            .toString())
                    .isEqualTo("[\"" + prefix + "own\"]");
            assertThat(era.complete(client, template, variable, "").toString()).doesNotContain("foreign");
            assertThat(era.complete(client, template, variable, prefix + "f").get("values"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"work_queue, kinds, k-own", "triage_dead_tasks, kinds, dead-own", "triage_dead_tasks, runId, r-own"})
    void onlyOwnValuesAreCompletedForPrompts(String prompt, String argument, String expected) {
        for (Requests era : Requests.values()) {
            assertThat(era.completePrompt(client, prompt, argument, "")
                            .get("values")
                            .toString())
                    .isEqualTo("[\"" + expected + "\"]");
            String foreign = expected.replace("own", "f");
            assertThat(era.completePrompt(client, prompt, argument, foreign).get("values"))
                    .isEmpty();
        }
    }

    /** So that the tests above say something. */
    @Test
    void whoIsNotPinnedSeesBoth() {
        try (TestClient whole = new TestClient(ParallelMcpServer.builder(all).build()::connect)) {
            whole.initialize("2025-11-25");
            Requests era = Requests.HANDSHAKE;
            assertThat(era.read(whole, "run://r-foreign")).contains("r-foreign");
            assertThat(era.result(whole, "resources/list", "").toString()).contains("r-own", "r-foreign");
            assertThat(era.complete(whole, "run://{id}", "id", "r-").get("values"))
                    .hasSize(2);
            assertThat(era.completePrompt(whole, "work_queue", "kinds", "k-").get("values"))
                    .hasSize(2);
            assertThat(era.completePrompt(whole, "triage_dead_tasks", "kinds", "dead-")
                            .get("values"))
                    .hasSize(2);
        }
    }
}
