package dev.parallelmcp.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a message is answered, and the next line is read as if nothing had been. */
class BadLinesTest {

    private static final int PARSE_ERROR = -32_700;
    private static final int INVALID_REQUEST = -32_600;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "not json",
                "{'jsonrpc':'2.0','id':1,'method':'ping'",
                "{'a':1} {'b':2}",
                "{'a':01}",
                "'open",
                "{'a':tru}",
                "[1,2",
                "{'a':NaN}",
                "\u0000"
            })
    void whatIsNotJsonIsAParseError(String line) {
        assertAnswered(line, PARSE_ERROR, "null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                        | null",
                "[{'jsonrpc':'2.0','id':1,'method':'ping'}]                | null",
                "1                                                         | null",
                "'text'                                                    | null",
                "null                                                      | null",
                "{}                                                        | null",
                "{'id':1,'method':'ping'}                                  | 1",
                "{'jsonrpc':'1.0','id':2,'method':'ping'}                  | 2",
                "{'jsonrpc':2.0,'id':3,'method':'ping'}                    | 3",
                "{'jsonrpc':'2.0','id':4}                                  | 4",
                "{'jsonrpc':'2.0','id':5,'method':7}                       | 5",
                "{'jsonrpc':'2.0','id':6,'method':null}                    | 6",
                "{'jsonrpc':'2.0','id':7,'method':'tools/list','params':[]} | 7",
                "{'jsonrpc':'2.0','id':8,'method':'tools/list','params':1}  | 8",
                "{'jsonrpc':'2.0','id':null,'method':'ping'}               | null",
                "{'jsonrpc':'2.0','id':1.5,'method':'ping'}                | null",
                "{'jsonrpc':'2.0','id':true,'method':'ping'}               | null",
                "{'jsonrpc':'2.0','id':{},'method':'ping'}                 | null",
                "{'jsonrpc':'2.0','id':'nine','method':[]}                 | 'nine'"
            })
    void whatIsNoRequestIsAnInvalidRequest(String line, String id) {
        assertAnswered(line, INVALID_REQUEST, id.replace('\'', '"'));
    }

    /** The id comes back in the reply, of which a thousand may wait to be read. */
    @Test
    void anIdIsNoPlaceForAPayload() {
        String atMost = '"' + "x".repeat(998) + '"';
        try (TestClient client = TestClient.initialised()) {
            JsonNode reply = client.ask("{'jsonrpc':'2.0','id':" + atMost + ",'method':'ping'}");
            assertThat(reply.get("id").toString()).isEqualTo(atMost);
        }
        assertAnswered("{'jsonrpc':'2.0','id':'" + "x".repeat(999) + "','method':'ping'}", INVALID_REQUEST, "null");
        assertAnswered("{'jsonrpc':'2.0','id':" + "1".repeat(1_001) + ",'method':'ping'}", INVALID_REQUEST, "null");
    }

    private static void assertAnswered(String line, int code, String id) {
        try (TestClient client = TestClient.initialised()) {
            JsonNode reply = client.ask(line);
            assertThat(reply.at("/error/code").intValue()).isEqualTo(code);
            assertThat(reply.get("id").toString()).isEqualTo(id);
            assertThat(reply.at("/error/message").textValue()).isNotBlank();
            client.assertAlive();
        }
    }

    @Test
    void blankLinesMarksAndCarriageReturnsAreTolerated() {
        try (TestClient client = TestClient.uninitialised()) {
            client.sendRaw("\uFEFF\r\n\n   \n\t\r\n\uFEFF{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\r\n"
                    .getBytes(UTF_8));
            assertThat(client.next().get("id").intValue()).isEqualTo(1);
            client.assertAlive();
        }
    }

    @Test
    void whatIsNotUtf8IsAParseError() {
        try (TestClient client = TestClient.uninitialised()) {
            client.sendRaw(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}', '\n'});
            assertThat(client.next().at("/error/code").intValue()).isEqualTo(PARSE_ERROR);
            client.assertAlive();
        }
    }

    @Test
    void anOverlongLineIsPassedOverToItsEnd() {
        ConnectionLimits limits = new ConnectionLimits(100_000, 10, 8, 2, Duration.ofSeconds(3));
        try (TestClient client = TestClient.initialised(new TestTools(), limits)) {
            client.send(TestClient.toolCall("1", "echo", "{'a':'" + "x".repeat(300_000) + "'}"));
            assertThat(client.next().at("/error/code").intValue()).isEqualTo(INVALID_REQUEST);
            client.assertAlive();
        }
    }

    @Test
    void nestingHasALimit() {
        try (TestClient client = TestClient.initialised()) {
            client.send(TestClient.toolCall("1", "echo", "{'a':" + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
            assertThat(client.next().at("/error/code").intValue()).isEqualTo(PARSE_ERROR);
            client.assertAlive();
        }
    }

    @Test
    void aBadLineIsNotQuoted() {
        try (TestClient client = TestClient.uninitialised()) {
            assertThat(client.ask("{'secret':hunter2").toString()).doesNotContain("hunter2");
        }
    }
}
