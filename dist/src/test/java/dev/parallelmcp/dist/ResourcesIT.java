package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources, prompts and completions of the real jar, by the lines of the protocol. */
class ResourcesIT {

    private static final String ENVELOPE = ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}}";

    @TempDir
    Path folder;

    private String[] on(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("--db", folder.resolve("state.sqlite").toString()));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }

    private Map<String, JsonNode> pipe(String lines, String... options) {
        TheJar.Finished server = TheJar.run(lines, on(options));
        assertThat(server.exitCode()).as(server.stderr()).isZero();
        assertThat(server.stderr()).isEmpty();
        return server.stdout()
                .lines()
                .map(Lines::reply)
                .collect(Collectors.toMap(reply -> reply.get("id").asText(), reply -> reply));
    }

    private static String both(String id, String method, String params) {
        String open = params.substring(0, params.length() - 1);
        return Lines.request("\"" + id + "\"", method, params)
                + Lines.request("\"" + id + "-modern\"", method, open + ENVELOPE);
    }

    private static String text(JsonNode reply) {
        return reply.at("/result/contents/0/text").asText();
    }

    @Test
    void recordsArePipedAndReadInBothErasAsTheToolsAnswerThem() {
        Map<String, JsonNode> replies = pipe(Lines.HELLO
                + Lines.call(1, "create_run", "{\"id\":\"r\",\"metadata\":{\"n\":1.0}}")
                + Lines.call(2, "enqueue_task", "{\"runId\":\"r\",\"id\":\"t\",\"kind\":\"k\"}")
                + both("run", "resources/read", "{\"uri\":\"run://r\"}")
                + both("task", "resources/read", "{\"uri\":\"task://t\"}")
                + both("events", "resources/read", "{\"uri\":\"events://r\"}")
                + both("none", "resources/read", "{\"uri\":\"run://nobody\"}")
                + both("list", "resources/list", "{\"x\":0}")
                + both(
                        "complete",
                        "completion/complete",
                        "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"task://{id}\"},"
                                + "\"argument\":{\"name\":\"id\",\"value\":\"\"}}")
                + both("prompt", "prompts/get", "{\"name\":\"work_queue\"}")
                + Lines.call(3, "get_run", "{\"runId\":\"r\"}")
                + Lines.call(4, "get_task", "{\"taskId\":\"t\"}")
                + Lines.call(5, "list_run_events", "{\"runId\":\"r\"}"));
        Map.of("run", "3", "task", "4", "events", "5").forEach((resource, call) -> {
            String ofTool = replies.get(call).at("/result/content/0/text").asText();
            assertThat(ofTool).isNotEmpty();
            assertThat(text(replies.get(resource))).isEqualTo(ofTool);
            assertThat(text(replies.get(resource + "-modern"))).isEqualTo(ofTool);
        });
        assertThat(replies.get("none").at("/error/code").asInt()).isEqualTo(-32_002);
        assertThat(replies.get("none-modern").at("/error/code").asInt()).isEqualTo(-32_602);
        for (String era : List.of("", "-modern")) {
            assertThat(replies.get("list" + era).at("/result/resources/1/uri").asText())
                    .isEqualTo("run://r");
            assertThat(replies.get("complete" + era)
                            .at("/result/completion/values/0")
                            .asText())
                    .isEqualTo("t");
            assertThat(replies.get("prompt" + era)
                            .at("/result/messages/0/content/text")
                            .asText())
                    .contains("claim_next_task");
        }
    }

    @Test
    void pinnedServerTellsNothingOfOtherNamespaces() {
        pipe(Lines.HELLO
                + Lines.call(1, "create_run", "{\"id\":\"r-foreign\",\"namespace\":\"foreign\"}")
                + Lines.call(2, "enqueue_task", "{\"runId\":\"r-foreign\",\"id\":\"t-foreign\",\"kind\":\"k\"}"));
        Map<String, JsonNode> replies = pipe(
                Lines.HELLO
                        + both("run", "resources/read", "{\"uri\":\"run://r-foreign\"}")
                        + both("task", "resources/read", "{\"uri\":\"task://t-foreign\"}")
                        + both("events", "resources/read", "{\"uri\":\"events://r-foreign\"}")
                        + Lines.request("\"subscribe\"", "resources/subscribe", "{\"uri\":\"run://r-foreign\"}")
                        + both("list", "resources/list", "{\"x\":0}")
                        + both(
                                "complete",
                                "completion/complete",
                                "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"run://{id}\"},"
                                        + "\"argument\":{\"name\":\"id\",\"value\":\"r\"}}"),
                "--namespace",
                "own");
        for (String id : List.of("run", "task", "events", "subscribe")) {
            assertThat(replies.get(id).at("/error/code").asInt()).isEqualTo(-32_002);
        }
        for (String era : List.of("", "-modern")) {
            assertThat(replies.get("list" + era).at("/result/resources")).hasSize(1);
            assertThat(replies.get("list" + era).at("/result/resources/0/uri").asText())
                    .isEqualTo("stats://");
            assertThat(replies.get("complete" + era).at("/result/completion").toString())
                    .isEqualTo("{\"values\":[],\"hasMore\":false}");
        }
    }

    @Test
    void changeByAnotherProcessIsToldWithinASecond() {
        try (RawServer watching = new RawServer(on());
                RawServer changing = new RawServer(on())) {
            changing.call("create_run", "{\"id\":\"r\"}");
            assertThat(watching.request("resources/subscribe", "{\"uri\":\"run://r\"}")
                            .get("result"))
                    .isEmpty();
            long begun = System.nanoTime();
            changing.call("enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\"}");
            JsonNode update = watching.next();
            assertThat(update.get("method").asText()).isEqualTo("notifications/resources/updated");
            assertThat(update.at("/params/uri").asText()).isEqualTo("run://r");
            assertThat(System.nanoTime() - begun).isLessThan(1_000_000_000L);
            assertThat(watching.call("get_run", "{\"runId\":\"r\"}")
                            .at("/taskCounts/queued")
                            .asInt())
                    .isEqualTo(1);
        }
    }
}
