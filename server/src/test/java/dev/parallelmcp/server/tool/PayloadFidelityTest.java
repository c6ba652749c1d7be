package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON comes back as it went in. */
class PayloadFidelityTest {

    private final ToolsOnSqlite tools = new ToolsOnSqlite();

    @AfterEach
    void close() {
        tools.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "0",
                "-0",
                "-0.0",
                "1.0",
                "1e400",
                "1E+400",
                "1e-7",
                "123456789012345678901234567890",
                "0.123456789012345678901234567890",
                "\"\"",
                "[]",
                "{}",
                "{\"z\":1,\"a\":{\"y\":[],\"b\":null}}",
                "{\"a\":1,\"a\":2}",
                "\"\\u0000 \\ud83d\\ude80 \\ud800\"",
                "\"\uD83D\uDE80 ö \u2028\"",
                "\"a  b\\\"  \\\\\"",
                "[1,[2,[3,{}]]]"
            })
    void everyPayloadOfEveryTool(String payload) {
        tools.callAsWritten("create_run", "{\"id\":\"r\",\"context\":" + payload + "}");
        assertPayload(tools.call("get_current_context_snapshot", "{'runId':'r'}"), "payload", payload);
        assertPayload(
                tools.callAsWritten(
                        "enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\",\"id\":\"t\",\"input\":" + payload + "}"),
                "input",
                payload);
        JsonNode claim = tools.read("claim_next_task", "{'workerId':'w'}").get("claim");
        String holder = "\"taskId\":\"t\",\"leaseId\":" + claim.at("/lease/id") + ",\"workerId\":\"w\"";
        assertPayload(
                tools.callAsWritten("complete_task", "{" + holder + ",\"output\":" + payload + "}"), "output", payload);
        assertPayload(tools.call("get_task", "{'taskId':'t'}"), "input", payload);
    }

    @Test
    void onlyWhiteSpaceBetweenTokensGoes() {
        tools.callAsWritten("create_run", "{\"id\" : \"r\" ,\t\"context\" :  { \"a b\" : [ 1 , 2.50 ] }  }");
        assertPayload(tools.call("get_current_context_snapshot", "{'runId':'r'}"), "payload", "{\"a b\":[1,2.50]}");
    }

    @Test
    void longNumbersAndNamesAreNoConcern() {
        String payload = "{\"" + "n".repeat(100_000) + "\":" + "1".repeat(100_000) + "}";
        tools.callAsWritten("create_run", "{\"id\":\"r\",\"context\":" + payload + "}");
        assertPayload(tools.call("get_current_context_snapshot", "{'runId':'r'}"), "payload", payload);
    }

    private static void assertPayload(String result, String field, String payload) {
        assertThat(result).containsPattern("\"" + field + "\":" + java.util.regex.Pattern.quote(payload) + "[,}]");
    }
}
