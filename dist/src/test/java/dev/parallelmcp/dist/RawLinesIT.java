package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as a client writes them, piped into the jar, without any MCP library in between. */
class RawLinesIT {

    @TempDir
    Path folder;

    private TheJar.Finished pipe(String lines) {
        return TheJar.run(lines, "--db", folder.resolve("state.sqlite").toString());
    }

    @Test
    void everyLineIsAnsweredAndTheEndOfInputEndsTheServer() {
        StringBuilder lines = new StringBuilder(Lines.HELLO);
        lines.append(Lines.call(1, "create_run", "{\"id\":\"r\"}"));
        for (int i = 2; i <= 201; i++) {
            lines.append(Lines.call(i, "enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\",\"id\":\"t" + i + "\"}"));
        }
        TheJar.Finished server = pipe(lines.toString());
        assertThat(server.exitCode()).as(server.stderr()).isZero();
        List<JsonNode> replies = server.stdout().lines().map(SdkClient::parse).toList();
        Set<Integer> ids = new HashSet<>();
        replies.forEach(reply -> assertThat(ids.add(reply.get("id").asInt())).isTrue());
        assertThat(ids).hasSize(202).contains(0, 1, 201);
        assertThat(replies).allSatisfy(reply -> assertThat(reply.has("result")).isTrue());
    }

    @Test
    void theOrderOfTheLinesIsTheOrderOfTheEffects() {
        TheJar.Finished server = pipe(Lines.HELLO
                + Lines.call(1, "create_run", "{\"id\":\"r\",\"keepOpen\":true}")
                + Lines.call(2, "enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\",\"id\":\"a\"}")
                + Lines.call(3, "enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\",\"dependsOnTaskIds\":[\"a\"]}")
                + Lines.call(4, "claim_next_task", "{\"workerId\":\"w\"}")
                + Lines.call(5, "get_task", "{\"taskId\":\"a\"}")
                + Lines.call(6, "cancel_run", "{\"runId\":\"r\"}")
                + Lines.call(7, "get_run", "{\"runId\":\"r\"}"));
        assertThat(server.exitCode()).as(server.stderr()).isZero();
        Map<Integer, JsonNode> replies = server.stdout()
                .lines()
                .map(SdkClient::parse)
                .collect(Collectors.toMap(
                        reply -> reply.get("id").asInt(), reply -> reply.at("/result/structuredContent")));
        assertThat(replies).hasSize(8);
        assertThat(replies.get(4).at("/claim/task/id").asText()).isEqualTo("a");
        assertThat(replies.get(5).at("/task/status").asText()).isEqualTo("leased");
        assertThat(replies.get(7).at("/run/status").asText()).isEqualTo("cancelled");
        assertThat(replies.get(7).at("/taskCounts/cancelled").asInt()).isEqualTo(2);
    }

    @Test
    void stdoutCarriesTheProtocolAloneEvenWhenTheLogIsLoud() {
        TheJar.Finished server = TheJar.run(
                Lines.HELLO + Lines.call(1, "create_run", "{\"metadata\":{\"secret\":\"tell-nobody\"}}"),
                "--db",
                folder.resolve("state.sqlite").toString(),
                "--log-level",
                "debug");
        assertThat(server.exitCode()).as(server.stderr()).isZero();
        assertThat(server.stdout().lines())
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(SdkClient.parse(line).get("jsonrpc").asText())
                                .isEqualTo("2.0"));
    }

    @Test
    void aClientCannotWriteIntoTheLog() {
        TheJar.Finished server = pipe(Lines.HELLO.replace("2025-06-18", "2099-01-01\\nFORGED")
                + Lines.call(1, "create_run", "{\"id\":\"a\\nFORGED\"}")
                + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"FORGED\"}}\n");
        assertThat(server.exitCode()).isZero();
        assertThat(server.stderr()).isEmpty();
    }

    @Test
    void messagesThatQuoteTheClientAreShort() {
        String endless = "m".repeat(1_000_000);
        TheJar.Finished server = pipe(Lines.HELLO
                + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + endless + "\"}\n"
                + Lines.call(2, endless, "{}")
                + Lines.call(3, "get_run", "{\"runId\":\"a\",\"runId\":\"b\"}"));
        assertThat(server.stdout().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line.length()).isLessThan(5_000));
        assertThat(server.stdout()).contains("runId: given twice");
    }

    @Test
    void jsonComesBackAsItWentIn() {
        String odd = "{\"z\":1,\"a\":1e400,\"long\":123456789012345678901234567890.125,\"one\":1.0,\"emoji\":\"😀\"}";
        TheJar.Finished server = pipe(Lines.HELLO
                + Lines.call(1, "create_run", "{\"id\":\"r\"}")
                + Lines.call(2, "append_context_snapshot", "{\"runId\":\"r\",\"id\":\"c\",\"payload\":" + odd + "}"));
        TheJar.Finished again = pipe(Lines.HELLO + Lines.call(3, "get_context_snapshot", "{\"snapshotId\":\"c\"}"));
        assertThat(server.exitCode()).as(server.stderr()).isZero();
        assertThat(again.stdout()).contains("\"payload\":" + odd);
    }
}
