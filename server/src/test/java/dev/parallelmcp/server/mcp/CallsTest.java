package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly one reply to each request. */
class CallsTest {

    @Test
    void textAndStructureSayTheSame() {
        try (TestClient client = TestClient.initialised()) {
            String arguments =
                    "{'number':1e400,'decimal':1.0,'keys':{'z':1,'a':2},'emoji':'\uD83D\uDE80','escape':'\\u0000'}";
            client.send(TestClient.toolCall("1", "echo", arguments));
            JsonNode result = client.next().get("result");
            assertThat(result.get("isError").booleanValue()).isFalse();
            assertThat(result.at("/content/0/type").textValue()).isEqualTo("text");
            assertThat(result.at("/content/0/text").textValue()).isEqualTo(arguments.replace('\'', '"'));
            assertThat(result.get("structuredContent").get("keys").toString()).isEqualTo("{\"z\":1,\"a\":2}");
        }
    }

    @Test
    void concurrentCallsGetOneReplyEach() {
        int calls = 200;
        CyclicBarrier together = new CyclicBarrier(8);
        TestTools tools = new TestTools(arguments -> {
            await(together);
            return arguments;
        });
        try (TestClient client = TestClient.initialised(tools, ConnectionLimits.DEFAULT)) {
            for (int i = 0; i < calls; i++) {
                client.send(TestClient.toolCall(String.valueOf(i), "work", "{'n':" + i + "}"));
            }
            Set<Integer> answered = new HashSet<>();
            for (int i = 0; i < calls; i++) {
                JsonNode reply = client.next();
                int id = reply.get("id").intValue();
                assertThat(answered.add(id)).isTrue();
                assertThat(reply.at("/result/structuredContent/n").intValue()).isEqualTo(id);
            }
            assertThat(client.finish()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-7", "9007199254740993", "123456789012345678901234567890", "''", "'a\\u0041\uD83D\uDE80'"})
    void idsComeBackAsTheyCame(String id) {
        try (TestClient client = TestClient.initialised()) {
            String written = id.replace('\'', '"');
            JsonNode reply = client.callTool(id, "echo", "{}");
            assertThat(reply.get("id")).isEqualTo(new com.fasterxml.jackson.databind.ObjectMapper().readTree(written));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namesMayBeWrittenWithEscapes() {
        try (TestClient client = TestClient.initialised()) {
            JsonNode reply = client.ask("{'json\\u0072pc':'\\u0032.0','id':1,'method':'tools\\/c\\u0061ll',"
                    + "'params':{'n\\u0061me':'ech\\u006f','arguments':{'n':7}}}");
            assertThat(reply.at("/result/structuredContent/n").intValue()).isEqualTo(7);
        }
    }

    @Test
    void anIdMayBeInUseTwice() {
        CountDownLatch release = new CountDownLatch(1);
        TestTools tools = new TestTools(arguments -> {
            await(release);
            return arguments;
        });
        try (TestClient client = TestClient.initialised(tools, ConnectionLimits.DEFAULT)) {
            client.send(TestClient.toolCall("1", "work", "{}"));
            client.send(TestClient.toolCall("1", "work", "{}"));
            release.countDown();
            assertThat(client.next().get("id").intValue()).isEqualTo(1);
            assertThat(client.next().get("id").intValue()).isEqualTo(1);
        }
    }

    @Test
    void pingIsAnsweredWhileEverythingElseWaits() {
        CountDownLatch release = new CountDownLatch(1);
        TestTools tools = new TestTools(arguments -> {
            await(release);
            return arguments;
        });
        try (TestClient client = TestClient.initialised(tools, ConnectionLimits.DEFAULT)) {
            for (int i = 0; i < 100; i++) {
                client.send(TestClient.toolCall(String.valueOf(i), "work", "{}"));
            }
            client.assertAlive();
            release.countDown();
            for (int i = 0; i < 100; i++) {
                client.next();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAHandlerThrowsStaysInside(ToolHandler.Turn turn) {
        UnaryOperator<String> work = arguments -> {
            throw new IllegalStateException("SELECT secret FROM somewhere");
        };
        assertInternalError(new TestTools(work, turn));
    }

    @ParameterizedTest
    @EnumSource
    void anErrorOfTheMachineIsAnsweredToo(ToolHandler.Turn turn) {
        UnaryOperator<String> work = arguments -> {
            throw new StackOverflowError("secret");
        };
        assertInternalError(new TestTools(work, turn));
    }

    private static void assertInternalError(TestTools tools) {
        try (TestClient client = TestClient.initialised(tools, ConnectionLimits.DEFAULT)) {
            JsonNode reply = client.callTool("1", "work", "{}");
            assertThat(reply.at("/error/code").intValue()).isEqualTo(-32_603);
            assertThat(reply.toString()).doesNotContain("secret");
            client.assertAlive();
        }
    }

    @Test
    void anUnknownToolIsNamed() {
        try (TestClient client = TestClient.initialised()) {
            JsonNode error = client.callTool("1", "teleport", "{}").get("error");
            assertThat(error.get("code").intValue()).isEqualTo(-32_602);
            assertThat(error.get("message").textValue()).isEqualTo("Unknown tool: teleport");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'name':7}", "{'name':'echo','arguments':[]}", "{'name':'echo','arguments':'x'}"})
    void toolCallsOfTheWrongFormAreRefused(String params) {
        try (TestClient client = TestClient.initialised()) {
            JsonNode reply = client.ask("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':" + params + "}");
            assertThat(reply.at("/error/code").intValue()).isEqualTo(-32_602);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'echo'}",
                "{'name':'echo','arguments':null}",
                "{'name':'echo','_meta':{'progressToken':1}}"
            })
    void argumentsMayBeLeftOut(String params) {
        try (TestClient client = TestClient.initialised()) {
            JsonNode reply = client.ask("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':" + params + "}");
            assertThat(reply.at("/result/content/0/text").textValue()).isEqualTo("{}");
        }
    }

    @Test
    void anUnknownMethodIsNotFound() {
        try (TestClient client = TestClient.initialised()) {
            assertThat(client.ask("{'jsonrpc':'2.0','id':1,'method':'teleport'}")
                            .at("/error/code")
                            .intValue())
                    .isEqualTo(-32_601);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':99}}",
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{}}",
                "{'jsonrpc':'2.0','method':'notifications/initialized'}",
                "{'jsonrpc':'2.0','method':'notifications/roots/list_changed'}",
                "{'jsonrpc':'2.0','method':'notifications/unheard-of','params':{'a':[1]}}",
                "{'jsonrpc':'2.0','id':5,'result':{}}",
                "{'jsonrpc':'2.0','id':5,'error':{'code':1,'message':'no'}}"
            })
    void notificationsAndRepliesAreNotAnswered(String line) {
        try (TestClient client = TestClient.initialised()) {
            client.send(line);
            client.assertAlive();
            assertThat(client.callTool("1", "echo", "{}").has("result")).isTrue();
        }
    }

    @Test
    void callsBeyondTheLimitAreRefusedAndLaterOnesServed() {
        CountDownLatch release = new CountDownLatch(1);
        TestTools tools = new TestTools(arguments -> {
            await(release);
            return arguments;
        });
        ConnectionLimits limits = new ConnectionLimits(100_000, 2, 8, 2, Duration.ofSeconds(3));
        try (TestClient client = TestClient.initialised(tools, limits)) {
            client.send(TestClient.toolCall("1", "work", "{}"));
            client.send(TestClient.toolCall("2", "work", "{}"));
            JsonNode refused = client.callTool("3", "work", "{}");
            assertThat(refused.get("id").intValue()).isEqualTo(3);
            assertThat(refused.at("/result/isError").booleanValue()).isTrue();
            assertThat(refused.at("/result/structuredContent/error/code").textValue())
                    .isEqualTo("TOO_MANY_CALLS");
            assertThat(client.ask("{'jsonrpc':'2.0','id':4,'method':'tools/list'}")
                            .at("/error/code")
                            .intValue())
                    .isEqualTo(-32_000);
            release.countDown();
            client.next();
            client.next();
            assertThat(client.callTool("5", "echo", "{}").has("result")).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
