package dev.parallelmcp.server.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.mcp.TestClient;
import dev.parallelmcp.server.tool.Selections;
import dev.parallelmcp.server.tool.ToolSelection;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of the engine as resources: what tools answer, under a URI. */
class ResourcesTest {

    private final Orchestrator orchestrator =
            Orchestrator.on(SqliteStore.inMemoryBuilder().open());
    private TestClient client;

    @BeforeEach
    void open() {
        client = client(ToolSelection.of(Toolset.ALL));
        client.callTool("1", "create_run", "{'id':'r:1','keepOpen':true,'metadata':{'n':1.0}}");
        client.callTool(
                "2", "enqueue_task", "{'runId':'r:1','id':'t','kind':'k','input':{'long':123456789012345678901.50}}");
    }

    private TestClient client(ToolSelection tools) {
        TestClient made = new TestClient(
                ParallelMcpServer.builder(orchestrator).tools(tools).build()::connect);
        made.initialize("2025-11-25");
        return made;
    }

    @AfterEach
    void close() {
        client.close();
        orchestrator.close();
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.get(field).textValue())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyTemplateIsListed(Requests era) {
        JsonNode templates = era.result(client, "resources/templates/list", "").get("resourceTemplates");
        assertThat(texts(templates, "uriTemplate")).containsExactly("run://{id}", "task://{id}", "events://{runId}");
        assertThat(texts(templates, "mimeType")).containsOnly("application/json");
        assertThat(texts(templates, "description")).allMatch(text -> text.length() > 40 && text.length() < 200);
    }

    @ParameterizedTest
    @CsvSource({
        "run://r:1, get_run, runId, r:1",
        "run://r%3A1, get_run, runId, r:1",
        "run://%72%3a%31, get_run, runId, r:1",
        "task://t, get_task, taskId, t",
        "events://r:1, list_run_events, runId, r:1"
    })
    void resourceIsWhatTheToolAnswersToTheCharacter(String uri, String tool, String argument, String id) {
        String ofTool = client.callTool("3", tool, "{'" + argument + "':'" + id + "'}")
                .at("/result/content/0/text")
                .textValue();
        for (Requests era : Requests.values()) {
            assertThat(era.read(client, uri)).isEqualTo(ofTool);
        }
        assertThat(ofTool).contains("r:1");
    }

    @ParameterizedTest
    @EnumSource
    void countsAreAResourceOfTheirOwn(Requests era) {
        assertThat(era.read(client, "stats://"))
                .startsWith("{\"ready\":1,")
                .contains("\"byKind\":[{\"kind\":\"k\",", "\"runsByStatus\":{");
    }

    @ParameterizedTest
    @EnumSource
    void resourceShowsWhatTheLinesBeforeItDid(Requests era) {
        for (int i = 0; i < 20; i++) {
            client.send(TestClient.toolCall("9", "enqueue_task", "{'runId':'r:1','kind':'k'}"));
        }
        client.send("{'jsonrpc':'2.0','id':8,'method':'resources/read','params':{'uri':'run://r:1'}}");
        client.send(TestClient.toolCall("9", "cancel_run", "{'runId':'r:1'}"));
        for (int i = 0; i < 22; i++) {
            JsonNode reply = client.next();
            if (reply.get("id").intValue() == 8) {
                assertThat(reply.at("/result/contents/0/text").textValue()).contains("\"queued\":21", "\"active\"");
            }
        }
        assertThat(era.read(client, "run://r:1")).contains("\"cancelled\":21");
    }

    @ParameterizedTest
    @CsvSource({
        "run://nobody, -32002, Resource not found: there is no",
        "task://nobody, -32002, Resource not found: there is no",
        "events://nobody, -32002, Resource not found: there is no",
        "file:///etc/passwd, -32002, Resource not found: file:///etc/passwd; there are run://{id}",
        "RUN://r:1, -32002, Resource not found: RUN://r:1",
        "run:r:1, -32002, Resource not found: run:r:1",
        "'', -32002, Resource not found: ",
        "run://, -32602, uri must be run://{id}",
        "stats://own, -32602, uri must be stats:// and no more",
        "run://%zz, -32602, uri must be run://{id}",
        "run://r:1/tasks, -32602, runId: given 'r:1/tasks'",
        "run://r 1, -32602, runId: given 'r 1'",
        "run://r+1, -32602, runId: given 'r+1'",
        "run://%22%7D, -32602, runId: given '\"}'",
        "run://task_1, -32602, runId: task_1 is a task id; a run id is needed",
        "task://run_1, -32602, taskId: run_1 is a run id; a task id is needed",
        "events://%C3%28, -32602, runId: given",
    })
    void whatCannotBeReadIsRefusedInItsWords(String uri, int code, String message) {
        for (Requests era : Requests.values()) {
            JsonNode error = era.error(client, "resources/read", "'uri':'" + uri + "'");
            assertThat(error.get("code").intValue()).isEqualTo(code == -32_002 ? era.notFound() : code);
            assertThat(error.get("message").textValue()).startsWith(message);
            assertThat(error.toString()).doesNotContain("SELECT", "dev.parallelmcp", "Exception");
            assertThat(error.at("/data/uri").textValue()).isEqualTo(uri);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRunsThatChangedLastAreListedAndCanBeRead(Requests era) {
        orchestrator.transaction(on -> {
            for (int i = 0; i < 60; i++) {
                on.createRun(CreateRunRequest.builder()
                        .id("run:" + i)
                        .externalId("issue " + i)
                        .build());
            }
            return true;
        });
        orchestrator.cancelRun(CancelRunRequest.builder("run:3").build());

        JsonNode resources = era.result(client, "resources/list", "").get("resources");

        assertThat(resources).hasSize(51);
        assertThat(resources.at("/0/uri").textValue()).isEqualTo("stats://");
        assertThat(texts(resources, "uri")).doesNotHaveDuplicates().contains("run://run%3A3");
        texts(resources, "uri").stream()
                .skip(1)
                .forEach(uri -> assertThat(era.read(client, uri)).contains("issue "));
        JsonNode cancelled = StreamSupport.stream(resources.spliterator(), false)
                .filter(resource -> resource.get("name").textValue().equals("run:3"))
                .findFirst()
                .orElseThrow();
        assertThat(cancelled.get("title").textValue()).isEqualTo("Run run:3 (issue 3)");
        assertThat(cancelled.get("description").textValue()).contains("cancelled");
    }

    @ParameterizedTest
    @EnumSource
    void idsAreCompleted(Requests era) {
        assertThat(era.complete(client, "run://{id}", "id", "r").toString())
                .isEqualTo("{\"values\":[\"r:1\"],\"hasMore\":false}");
        assertThat(era.complete(client, "events://{runId}", "runId", "r:").toString())
                .isEqualTo("{\"values\":[\"r:1\"],\"hasMore\":false}");
        assertThat(era.complete(client, "task://{id}", "id", "").toString())
                .isEqualTo("{\"values\":[\"t\"],\"hasMore\":false}");
        assertThat(era.complete(client, "task://{id}", "id", "r").toString())
                .isEqualTo("{\"values\":[],\"hasMore\":false}");
    }

    @Test
    void manyIdsAreCompletedToAHundred() {
        orchestrator.transaction(on -> {
            for (int i = 0; i < 150; i++) {
                on.enqueueTask(
                        EnqueueTaskRequest.builder("r:1", "k").id("x" + i).build());
            }
            return true;
        });
        JsonNode completion = Requests.HANDSHAKE.complete(client, "task://{id}", "id", "x");
        assertThat(completion.get("values")).hasSize(100);
        assertThat(completion.get("hasMore").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "job://{id}, id, ref: there is no resource template job://{id}",
        "run://r:1, id, ref: there is no resource template run://r:1",
        "stats://, '', ref: there is no resource template stats://",
        "'run://{id}', runId, 'argument: run://{id} has the variable id, not runId'"
    })
    void wrongReferencesAreRefused(String template, String variable, String message) {
        JsonNode error = Requests.HANDSHAKE.error(
                client,
                "completion/complete",
                "'ref':{'type':'ref/resource','uri':'" + template + "'},'argument':{'name':'" + variable
                        + "','value':''}");
        assertThat(error.get("code").intValue()).isEqualTo(-32_602);
        assertThat(error.get("message").textValue()).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("dev.parallelmcp.server.tool.Selections#every")
    void whatIsNotOfferedAsAToolIsNotOfferedAsAResource(ToolSelection tools) {
        try (TestClient other = client(tools)) {
            JsonNode templates = Requests.HANDSHAKE
                    .result(other, "resources/templates/list", "")
                    .get("resourceTemplates");
            JsonNode resources =
                    Requests.HANDSHAKE.result(other, "resources/list", "").get("resources");
            assertThat(Selections.named(templates.toString() + resources)).isSubsetOf(tools.names());
            for (var known : List.of(
                    List.of("run://{id}", "get_run", "run://r:1"),
                    List.of("task://{id}", "get_task", "task://t"),
                    List.of("events://{runId}", "list_run_events", "events://r:1"),
                    List.of("stats://", "get_stats", "stats://"))) {
                boolean offered = tools.names().contains(known.get(1));
                assertThat(texts(templates, "uriTemplate").contains(known.get(0))
                                || texts(resources, "uri").contains(known.get(0)))
                        .isEqualTo(offered);
                if (offered) {
                    Requests.HANDSHAKE.read(other, known.get(2));
                } else {
                    assertThat(Requests.HANDSHAKE
                                    .error(other, "resources/read", "'uri':'" + known.get(2) + "'")
                                    .get("code")
                                    .intValue())
                            .isEqualTo(-32_002);
                }
            }
            assertThat(texts(resources, "uri").contains("run://r%3A1"))
                    .isEqualTo(tools.names().containsAll(List.of("list_runs", "get_run")));
        }
    }
}
