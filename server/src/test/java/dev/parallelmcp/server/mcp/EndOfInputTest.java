package dev.parallelmcp.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a connection ends. */
@Timeout(30)
class EndOfInputTest {

    @Test
    void whatWasReadIsAnswered() {
        CountDownLatch begun = new CountDownLatch(1);
        TestTools tools = new TestTools(arguments -> {
            begun.countDown();
            return arguments;
        });
        TestClient client = TestClient.initialised(tools, ConnectionLimits.DEFAULT);
        for (int i = 0; i < 500; i++) {
            client.send(TestClient.toolCall(String.valueOf(i), "work", "{}"));
        }
        assertThat(client.finish()).hasSize(500);
        assertThat(begun.getCount()).isZero();
    }

    @Test
    void aLastLineWithoutALineEndCounts() {
        TestClient client = TestClient.uninitialised();
        client.sendRaw("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(UTF_8));
        assertThat(client.finish()).hasSize(1);
    }

    @Test
    void callsThatTakeTooLongAreGivenUpAndAnsweredOnce() {
        CountDownLatch never = new CountDownLatch(1);
        TestTools tools = new TestTools(arguments -> {
            try {
                never.await();
                return arguments;
            } catch (InterruptedException e) {
                return "{\"late\":true}";
            }
        });
        ConnectionLimits limits = new ConnectionLimits(100_000, 10, 8, 1, Duration.ofMillis(50));
        TestClient client = TestClient.initialised(tools, limits);
        client.send(TestClient.toolCall("1", "work", "{}"));
        client.send(TestClient.toolCall("2", "work", "{}"));
        client.send("{'jsonrpc':'2.0','id':3,'method':'tools/list'}");
        List<JsonNode> replies = client.finish();
        assertThat(replies).extracting(reply -> reply.get("id").intValue()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(replies)
                .extracting(reply ->
                        reply.at("/result/structuredContent/error/code").asText())
                .containsExactlyInAnyOrder("STOPPING", "STOPPING", "");
    }

    @Test
    void noInputAtAllEndsQuietly() {
        assertThat(TestClient.uninitialised().finish()).isEmpty();
    }
}
