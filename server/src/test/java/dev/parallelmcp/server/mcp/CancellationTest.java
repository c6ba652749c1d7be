package dev.parallelmcp.server.mcp;

import static dev.parallelmcp.server.mcp.ToolHandler.Turn.AFTER_CHANGES;
import static dev.parallelmcp.server.mcp.ToolHandler.Turn.ALONE;
import static dev.parallelmcp.server.mcp.ToolHandler.Turn.IN_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client may take a request back: it then gets no reply, and the request has no effect that it could still be kept from. */
@Timeout(60)
class CancellationTest {

    private final OpenTools tools = new OpenTools();

    private TestClient client() {
        return TestClient.initialised(tools, ConnectionLimits.DEFAULT);
    }

    private void answer(TestClient client, String name) {
        tools.answer(name);
        assertThat(client.next().get("id").textValue()).isEqualTo(name);
    }

    @Test
    void aCallThatIsTakenBackGetsNoReplyAndWhatItDidForItsCallerIsUndone() {
        try (TestClient client = client()) {
            OpenTools.send(client, IN_LINE, "c");
            tools.assertBegin("c");
            assertThat(tools.context("c").mayTakeEffect()).isTrue();
            OpenTools.cancel(client, "c");
            client.assertAlive();
            tools.answer("c");
            tools.assertUndone("c");
            assertThat(client.finish()).isEmpty();
        }
    }

    /** All that its client hears is that something went wrong inside. */
    @Test
    void whatACallDidForItsCallerIsUndoneWhenItsAnswerCannotBeMade() {
        try (TestClient client = client()) {
            OpenTools.send(client, IN_LINE, "c");
            tools.assertBegin("c");
            tools.answerWithNothing("c");
            assertThat(client.next().at("/error/code").intValue()).isEqualTo(-32_603);
            tools.assertUndone("c");
        }
    }

    @Test
    void aCallThatIsTakenBackBeforeItTookEffectNeverDoes() {
        try (TestClient client = client()) {
            OpenTools.send(client, IN_LINE, "c");
            tools.assertBegin("c");
            OpenTools.cancel(client, "c");
            client.assertAlive();
            assertThat(tools.context("c").mayTakeEffect()).isFalse();
            assertThat(tools.context("c").cutShort()).succeedsWithin(Duration.ofSeconds(20));
            tools.answer("c");
        }
    }

    @Test
    void aCallThatIsTakenBackBeforeItsTurnNeverBegins() {
        try (TestClient client = client()) {
            OpenTools.send(client, ALONE, "steps");
            OpenTools.send(client, IN_LINE, "change");
            OpenTools.send(client, AFTER_CHANGES, "read");
            OpenTools.send(client, AFTER_CHANGES, "wanted");
            tools.assertBegin("steps");
            OpenTools.cancel(client, "change");
            OpenTools.cancel(client, "read");
            client.assertAlive();
            answer(client, "steps");
            tools.assertBegin("wanted");
            answer(client, "wanted");
            assertThat(client.finish()).isEmpty();
        }
    }

    /** Its transaction may be under way, and what the later call sees must not depend on luck. */
    @Test
    void laterCallsStillWaitForTheEndOfACallThatWasTakenBack() {
        try (TestClient client = client()) {
            OpenTools.send(client, IN_LINE, "change");
            tools.assertBegin("change");
            OpenTools.cancel(client, "change");
            OpenTools.send(client, AFTER_CHANGES, "read");
            client.assertAlive();
            tools.assertBegin();
            tools.answer("change");
            tools.assertBegin("read");
            answer(client, "read");
        }
    }

    @Test
    void whatHasBeenAnsweredCannotBeTakenBack() {
        try (TestClient client = client()) {
            OpenTools.send(client, IN_LINE, "c");
            tools.assertBegin("c");
            answer(client, "c");
            OpenTools.cancel(client, "c");
            client.assertAlive();
            tools.assertUndone();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'params':{}",
                ",'params':{'requestId':null}",
                ",'params':{'requestId':['c']}",
                ",'params':{'requestId':'nobody'}",
                ",'params':[1]"
            })
    void aCancellationOfNothingIsPassedOver(String params) {
        try (TestClient client = client()) {
            OpenTools.send(client, IN_LINE, "c");
            tools.assertBegin("c");
            client.send("{'jsonrpc':'2.0','method':'notifications/cancelled'" + params + "}");
            client.assertAlive();
            answer(client, "c");
        }
    }

    @Test
    void aStringIsNotTheNumberThatItSpells() {
        try (TestClient client = client()) {
            OpenTools.send(client, IN_LINE, "1");
            client.send("{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");
            client.assertAlive();
            answer(client, "1");
        }
    }

    @Test
    void cancelledCallsKeepTheirPlaceUntilTheyEnd() {
        ConnectionLimits limits = new ConnectionLimits(10_000, 1, 1, 1, Duration.ofSeconds(3));
        try (TestClient client = TestClient.initialised(tools, limits)) {
            OpenTools.send(client, IN_LINE, "first");
            tools.assertBegin("first");
            OpenTools.cancel(client, "first");
            OpenTools.send(client, IN_LINE, "refused");
            assertThat(client.next().at("/result/structuredContent/error/code").textValue())
                    .isEqualTo("TOO_MANY_CALLS");
            tools.answer("first");
            tools.assertUndone("first");
            OpenTools.send(client, IN_LINE, "second");
            tools.assertBegin("second");
            answer(client, "second");
        }
    }
}
