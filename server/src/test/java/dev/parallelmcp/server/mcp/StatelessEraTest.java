package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revision 2026-07-28, alone and beside the revisions with a handshake. */
class StatelessEraTest {

    private static final String ENVELOPE = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
            + "'io.modelcontextprotocol/clientInfo':{'name':'test','version':'1'},"
            + "'io.modelcontextprotocol/clientCapabilities':{}}";

    private static final String COMMON =
            "\"resultType\":\"complete\",\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
                    + "{\"name\":\"test-server\",\"version\":\"1.2.3\"}},";

    private static String request(String method, String params) {
        return "{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':{" + params + "}}";
    }

    @Test
    void theServerTellsOfItselfWithoutAHandshake() {
        try (TestClient client = TestClient.uninitialised()) {
            assertThat(client.ask(request("server/discover", ENVELOPE))
                            .get("result")
                            .toString())
                    .isEqualTo("{" + COMMON + "\"ttlMs\":300000,\"cacheScope\":\"private\","
                            + "\"supportedVersions\":[\"2026-07-28\"],"
                            + "\"capabilities\":{\"tools\":{\"listChanged\":false}},\"instructions\":\"Read me\"}");
        }
    }

    @Test
    void toolsAreListedAsInTheOtherRevisionsWithHowLongThatHolds() {
        try (TestClient client = TestClient.initialised()) {
            JsonNode before = client.ask(request("tools/list", "")).get("result");
            JsonNode result = client.ask(request("tools/list", ENVELOPE)).get("result");
            assertThat(result.toString())
                    .isEqualTo("{" + COMMON + "\"ttlMs\":300000,\"cacheScope\":\"private\","
                            + before.toString().substring(1));
        }
    }

    @Test
    void toolsAreCalledWithoutAHandshake() {
        try (TestClient client = TestClient.uninitialised()) {
            String echo = "'name':'echo','arguments':{'n':1.0}";
            assertThat(client.ask(request("tools/call", echo + "," + ENVELOPE))
                            .get("result")
                            .toString())
                    .isEqualTo("{" + COMMON + "\"content\":[{\"type\":\"text\",\"text\":\"{\\\"n\\\":1.0}\"}],"
                            + "\"isError\":false,\"structuredContent\":{\"n\":1.0}}");
        }
    }

    @Test
    void bothErasMixInAnyOrderOnOneConnection() {
        try (TestClient client = TestClient.uninitialised()) {
            String echo = "'name':'echo','arguments':{'n':1}";
            for (int round = 0; round < 3; round++) {
                assertThat(client.ask(request("server/discover", ENVELOPE))
                                .at("/result/resultType")
                                .textValue())
                        .isEqualTo("complete");
                assertThat(client.ask(request("tools/call", echo + "," + ENVELOPE))
                                .at("/result/resultType")
                                .textValue())
                        .isEqualTo("complete");
                assertThat(client.initialize("2025-06-18")
                                .at("/result/protocolVersion")
                                .textValue())
                        .isEqualTo("2025-06-18");
                JsonNode plain = client.ask(request("tools/call", echo)).get("result");
                assertThat(plain.has("resultType")).isFalse();
                assertThat(plain.at("/structuredContent/n").intValue()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-29", "2025-11-25", "1900-01-01", ""})
    void anUnknownRevisionIsRefusedWithTheOnesThatAreKnown(String revision) {
        try (TestClient client = TestClient.initialised()) {
            JsonNode error = client.ask(request(
                            "tools/list", "'_meta':{'io.modelcontextprotocol/protocolVersion':'" + revision + "'}"))
                    .get("error");
            assertThat(error.toString())
                    .isEqualTo("{\"code\":-32022,\"message\":\"Unsupported protocol version: " + revision + "\","
                            + "\"data\":{\"supported\":[\"2026-07-28\"],\"requested\":\"" + revision + "\"}}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'io.modelcontextprotocol/protocolVersion':'2026-07-28'",
                "'io.modelcontextprotocol/protocolVersion':20260728,'io.modelcontextprotocol/clientCapabilities':{}",
                "'io.modelcontextprotocol/protocolVersion':null,'io.modelcontextprotocol/clientCapabilities':{}",
                "'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':[]",
                "'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':{},"
                        + "'io.modelcontextprotocol/clientInfo':'me'"
            })
    void anIncompleteEnvelopeIsRefusedByName(String meta) {
        try (TestClient client = TestClient.initialised()) {
            JsonNode error =
                    client.ask(request("tools/list", "'_meta':{" + meta + "}")).get("error");
            assertThat(error.get("code").intValue()).isEqualTo(-32_602);
            assertThat(error.get("message").textValue()).startsWith("_meta: io.modelcontextprotocol/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe", "subscriptions/listen", "x"})
    void whatTheRevisionHasNotIsNotFound(String method) {
        try (TestClient client = TestClient.initialised()) {
            JsonNode error = client.ask(request(method, ENVELOPE)).get("error");
            assertThat(error.get("code").intValue()).isEqualTo(-32_601);
            assertThat(error.get("message").textValue()).isEqualTo("Method not found: " + method);
        }
    }

    @Test
    void discoverySaysWhatItNeeds() {
        try (TestClient client = TestClient.uninitialised()) {
            JsonNode error = client.ask("{'jsonrpc':'2.0','id':1,'method':'server/discover'}")
                    .get("error");
            assertThat(error.get("code").intValue()).isEqualTo(-32_602);
            assertThat(error.get("message").textValue()).contains("_meta", "protocolVersion", "clientCapabilities");
        }
    }

    @Test
    void refusedCallsAreResultsOfTheRevisionToo() {
        OpenTools tools = new OpenTools();
        ConnectionLimits limits = new ConnectionLimits(10_000, 1, 1, 1, Duration.ofMillis(50));
        TestClient client = TestClient.initialised(tools, limits);
        String call = "'name':'IN_LINE','arguments':{'name':'a'}," + ENVELOPE;
        client.send(request("tools/call", call));
        tools.assertBegin("a");
        assertThat(client.ask(request("tools/call", call))
                        .at("/result/resultType")
                        .textValue())
                .isEqualTo("complete");
        assertThat(client.finish().get(0).at("/result/resultType").textValue()).isEqualTo("complete");
        tools.answer("a");
    }
}
