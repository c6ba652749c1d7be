package dev.parallelmcp.server.mcp;

import static dev.parallelmcp.server.mcp.ToolHandler.Turn.AFTER_CHANGES;
import static dev.parallelmcp.server.mcp.ToolHandler.Turn.ALONE;
import static dev.parallelmcp.server.mcp.ToolHandler.Turn.IN_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits for what, so that the lines of a connection take effect in their order. */
@Timeout(60)
class TurnsTest {

    private final OpenTools tools = new OpenTools();

    private TestClient client() {
        return TestClient.initialised(tools, ConnectionLimits.DEFAULT);
    }

    private void answer(TestClient client, String name) {
        tools.answer(name);
        assertThat(client.next().get("id").textValue()).isEqualTo(name);
    }

    /** Everything read before has been given its turn, or waits for one. */
    private static void settle(TestClient client) {
        client.assertAlive();
    }

    @Test
    void changesInLineBeginInTheOrderOfTheLinesWhateverIsUnanswered() {
        try (TestClient client = client()) {
            List<String> names = IntStream.range(0, 300).mapToObj(i -> "c" + i).toList();
            names.forEach(name -> OpenTools.send(client, IN_LINE, name));
            tools.assertBegin(names.toArray(String[]::new));
            names.forEach(name -> answer(client, name));
        }
    }

    @Test
    void aReadBeginsWhenTheChangesBeforeItAreAnswered() {
        try (TestClient client = client()) {
            OpenTools.send(client, IN_LINE, "c1");
            OpenTools.send(client, IN_LINE, "c2");
            OpenTools.send(client, AFTER_CHANGES, "r");
            settle(client);
            tools.assertBegin("c1", "c2");
            answer(client, "c2");
            settle(client);
            tools.assertBegin();
            answer(client, "c1");
            tools.assertBegin("r");
            answer(client, "r");
        }
    }

    @Test
    void aChangeBeginsWhenTheReadsBeforeItAreAnswered() {
        try (TestClient client = client()) {
            List.of("r1", "r2").forEach(name -> {
                OpenTools.send(client, AFTER_CHANGES, name);
                tools.assertBegin(name);
            });
            List.of("c1", "c2").forEach(name -> OpenTools.send(client, IN_LINE, name));
            OpenTools.send(client, AFTER_CHANGES, "r3");
            answer(client, "r2");
            settle(client);
            tools.assertBegin();
            answer(client, "r1");
            tools.assertBegin("c1", "c2");
            List.of("c2", "c1").forEach(name -> answer(client, name));
            tools.assertBegin("r3");
            answer(client, "r3");
        }
    }

    @Test
    void readsRunBesideOneAnother() {
        try (TestClient client = client()) {
            OpenTools.send(client, AFTER_CHANGES, "r1");
            tools.assertBegin("r1");
            OpenTools.send(client, AFTER_CHANGES, "r2");
            tools.assertBegin("r2");
            List.of("r2", "r1").forEach(name -> answer(client, name));
        }
    }

    @Test
    void aChangeInStepsHasItsTurnAlone() {
        try (TestClient client = client()) {
            OpenTools.send(client, IN_LINE, "before");
            OpenTools.send(client, ALONE, "steps");
            OpenTools.send(client, IN_LINE, "after1");
            OpenTools.send(client, AFTER_CHANGES, "read");
            OpenTools.send(client, IN_LINE, "after2");
            settle(client);
            tools.assertBegin("before");
            answer(client, "before");
            tools.assertBegin("steps");
            settle(client);
            tools.assertBegin();
            answer(client, "steps");
            tools.assertBegin("after1");
            answer(client, "after1");
            tools.assertBegin("read");
            settle(client);
            tools.assertBegin();
            answer(client, "read");
            tools.assertBegin("after2");
            answer(client, "after2");
        }
    }

    @Test
    void whatTouchesNoDatabaseWaitsForNobody() {
        try (TestClient client = client()) {
            OpenTools.send(client, ALONE, "steps");
            OpenTools.send(client, IN_LINE, "c");
            tools.assertBegin("steps");
            client.assertAlive();
            assertThat(client.ask("{'jsonrpc':'2.0','id':1,'method':'tools/list'}")
                            .has("result"))
                    .isTrue();
            assertThat(client.initialize("2025-06-18").has("result")).isTrue();
            answer(client, "steps");
            tools.assertBegin("c");
            answer(client, "c");
        }
    }

    @Test
    void whatIsGivenUpAtTheEndLetsNothingElseBegin() {
        TestClient client = TestClient.initialised(tools, new ConnectionLimits(1_000, 10, 8, 2, Duration.ofMillis(50)));
        List.of("steps1", "steps2").forEach(name -> OpenTools.send(client, ALONE, name));
        List.of("c1", "c2").forEach(name -> OpenTools.send(client, IN_LINE, name));
        List.of("r1", "r2").forEach(name -> OpenTools.send(client, AFTER_CHANGES, name));
        List<JsonNode> replies = client.finish();
        assertThat(replies)
                .extracting(reply -> reply.get("id").textValue())
                .containsExactlyInAnyOrder("steps1", "steps2", "c1", "c2", "r1", "r2");
        assertThat(replies)
                .allSatisfy(reply -> assertThat(
                                reply.at("/result/structuredContent/error/code").textValue())
                        .isEqualTo("STOPPING"));
        tools.answer("steps1");
        tools.assertBegin("steps1");
    }
}
