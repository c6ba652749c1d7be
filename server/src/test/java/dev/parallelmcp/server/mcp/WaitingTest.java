package dev.parallelmcp.server.mcp;

import static dev.parallelmcp.server.mcp.ToolHandler.Turn.AFTER_CHANGES;
import static dev.parallelmcp.server.mcp.ToolHandler.Turn.IN_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that wait for something to happen hold up nobody. */
@Timeout(60)
class WaitingTest {

    private final OpenTools tools = new OpenTools();

    private TestClient client(int maxCalls, int maxWaiting) {
        return TestClient.initialised(
                tools, new ConnectionLimits(10_000, maxCalls, maxWaiting, 2, Duration.ofSeconds(3)));
    }

    private void answer(TestClient client, String name) {
        tools.answer(name);
        assertThat(client.next().get("id").textValue()).isEqualTo(name);
    }

    @Test
    void callsThatWaitKeepNoLaterCallFromItsTurn() {
        try (TestClient client = client(10, 10)) {
            OpenTools.send(client, IN_LINE, "claim");
            tools.assertBegin("claim");
            OpenTools.send(client, AFTER_CHANGES, "read");
            OpenTools.send(client, IN_LINE, "change");
            client.assertAlive();
            tools.assertBegin();
            tools.waitFor("claim");
            tools.assertBegin("read");
            answer(client, "read");
            tools.assertBegin("change");
            answer(client, "change");
            answer(client, "claim");
        }
    }

    @Test
    void callsThatWaitDoNotCountAmongThoseAtWork() {
        int many = 500;
        try (TestClient client = client(1, many)) {
            List<String> names = IntStream.range(0, many).mapToObj(i -> "w" + i).toList();
            names.forEach(name -> {
                OpenTools.send(client, IN_LINE, name);
                tools.assertBegin(name);
                tools.waitFor(name);
            });
            OpenTools.send(client, IN_LINE, "heartbeat");
            tools.assertBegin("heartbeat");
            answer(client, "heartbeat");
            names.forEach(name -> answer(client, name));
        }
    }

    @Test
    void noMoreMayWaitThanTheLimitSays() {
        try (TestClient client = client(10, 1)) {
            OpenTools.send(client, IN_LINE, "first");
            OpenTools.send(client, IN_LINE, "second");
            tools.assertBegin("first", "second");
            assertThat(tools.context("first").startWaiting()).isTrue();
            assertThat(tools.context("first").startWaiting()).as("said again").isTrue();
            assertThat(tools.context("second").mayTakeEffect()).isTrue();
            assertThat(tools.context("second").startWaiting()).isFalse();
            OpenTools.cancel(client, "second");
            assertThat(tools.context("second").cutShort()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(tools.context("second").startWaiting()).as("at the end").isTrue();
            assertThat(tools.context("second").mayTakeEffect()).as("taken back").isFalse();
            answer(client, "first");
            tools.answer("second");
            tools.assertUndone("second");
        }
    }

    @Test
    void waitingEndsAtOnceWhenTheClientTakesTheCallBack() {
        try (TestClient client = client(1, 1)) {
            for (String name : List.of("a", "b", "c")) {
                OpenTools.send(client, IN_LINE, name);
                tools.assertBegin(name);
                tools.waitFor(name);
                OpenTools.cancel(client, name);
                tools.assertUndone(name);
            }
            assertThat(client.finish()).isEmpty();
        }
    }

    /** A claim looks, waits, and looks again: what it did before it waited came to nothing. */
    @Test
    void aCallThatIsTakenBackWhileItWaitsTakesNoEffectAfterwards() {
        try (TestClient client = client(1, 1)) {
            OpenTools.send(client, IN_LINE, "c");
            tools.assertBegin("c");
            CallContext context = tools.context("c");
            assertThat(context.mayTakeEffect()).isTrue();
            assertThat(context.startWaiting()).isTrue();
            assertThat(context.mayTakeEffect()).as("when the wait is over").isTrue();
            assertThat(context.startWaiting()).as("there was nothing again").isTrue();
            OpenTools.cancel(client, "c");
            client.assertAlive();
            assertThat(context.mayTakeEffect()).isFalse();
            tools.answer("c");
        }
    }

    @Test
    void atTheEndOfInputWaitingCallsAreAnsweredAtOnce() {
        TestClient client = client(10, 10);
        List.of("a", "b", "c").forEach(name -> {
            OpenTools.send(client, IN_LINE, name);
            tools.assertBegin(name);
            tools.waitFor(name);
        });
        assertThat(client.finish())
                .extracting(reply -> reply.at("/result/structuredContent/name").textValue())
                .containsExactlyInAnyOrder("a", "b", "c");
        tools.assertUndone();
    }

    @Test
    void progressIsToldToThoseWhoAskedForIt() {
        try (TestClient client = client(10, 10)) {
            for (String token : List.of("7", "'t'")) {
                client.send("{'jsonrpc':'2.0','id':'asked','method':'tools/call','params':{'name':'IN_LINE',"
                        + "'_meta':{'progressToken':" + token + "},'arguments':{'name':'asked'}}}");
                tools.assertBegin("asked");
                tools.context("asked").progress(1, OptionalDouble.of(4), Optional.empty());
                assertThat(client.next().toString()).isEqualTo(progress(token, "\"progress\":1,\"total\":4"));
                tools.context("asked").progress(2.5, OptionalDouble.empty(), Optional.of("\"half\" way"));
                assertThat(client.next().toString())
                        .isEqualTo(progress(token, "\"progress\":2.5,\"message\":\"\\\"half\\\" way\""));
                answer(client, "asked");
                tools.context("asked").progress(4, OptionalDouble.of(4), Optional.empty());
            }
            client.assertAlive();
        }
    }

    private static String progress(String token, String rest) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                + token.replace('\'', '"') + "," + rest + "}}";
    }

    @Test
    void nobodyElseHearsOfProgress() {
        try (TestClient client = client(10, 10)) {
            OpenTools.send(client, IN_LINE, "c");
            tools.assertBegin("c");
            tools.context("c").progress(1, OptionalDouble.of(2), Optional.empty());
            JsonNode pong = client.ask("{'jsonrpc':'2.0','id':'alive','method':'ping'}");
            assertThat(pong.get("id").textValue()).isEqualTo("alive");
            answer(client, "c");
        }
    }
}
