package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection begins. */
class HandshakeTest {

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void everyKnownRevisionIsAccepted(String revision) {
        try (TestClient client = TestClient.uninitialised()) {
            assertThat(client.initialize(revision).at("/result/protocolVersion").textValue())
                    .isEqualTo(revision);
        }
    }

    @Test
    void anUnknownRevisionIsAnsweredWithTheLatestKnown() {
        try (TestClient client = TestClient.uninitialised()) {
            assertThat(client.initialize("2042-01-01")
                            .at("/result/protocolVersion")
                            .textValue())
                    .isEqualTo("2025-11-25");
        }
    }

    @Test
    void theServerSaysWhoItIsAndWhatItCan() {
        try (TestClient client = TestClient.uninitialised()) {
            JsonNode result = client.initialize("2025-11-25").get("result");
            assertThat(result.at("/serverInfo/name").textValue()).isEqualTo("test-server");
            assertThat(result.at("/serverInfo/version").textValue()).isEqualTo("1.2.3");
            assertThat(result.get("instructions").textValue()).isEqualTo("Read me");
            assertThat(result.get("capabilities").toString()).isEqualTo("{\"tools\":{\"listChanged\":false}}");
        }
    }

    @Test
    void beforeInitializeOnlyPingIsServed() {
        try (TestClient client = TestClient.uninitialised()) {
            JsonNode refusal = client.ask("{'jsonrpc':'2.0','id':1,'method':'tools/list'}");
            assertThat(refusal.at("/error/code").intValue()).isEqualTo(-32_600);
            assertThat(refusal.at("/error/message").textValue()).contains("initialize");
            client.assertAlive();
        }
    }

    @Test
    void requestsAreServedWithoutTheInitializedNotification() {
        try (TestClient client = TestClient.uninitialised()) {
            client.send("{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-06-18',"
                    + "'capabilities':{},'clientInfo':{'name':'test','version':'1'}}}");
            client.send("{'jsonrpc':'2.0','id':1,'method':'tools/list'}");
            assertThat(client.next().get("id").intValue()).isZero();
            assertThat(client.next().at("/result/tools")).hasSize(2);
        }
    }

    @Test
    void aClientMayGreetAgain() {
        try (TestClient client = TestClient.initialised()) {
            client.initialize("2025-03-26");
            assertThat(client.callTool("1", "echo", "{}").at("/result/isError").booleanValue())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'params':{'protocolVersion':[1]}",
                "'params':{'capabilities':7}",
                "'params':{'protocolVersion':'2025-06-18','x':1111111111.@}"
            })
    void initializeWithParametersOfTheWrongFormIsRefusedAndMayBeRepeated(String params) {
        try (TestClient client = TestClient.uninitialised()) {
            String written = params.replace("@", "1".repeat(5_000));
            JsonNode refusal = client.ask("{'jsonrpc':'2.0','id':1,'method':'initialize'," + written + "}");
            assertThat(refusal.at("/error/code").intValue()).isEqualTo(-32_602);
            assertThat(client.ask("{'jsonrpc':'2.0','id':1,'method':'tools/list'}")
                            .at("/error/code")
                            .intValue())
                    .isEqualTo(-32_600);
            assertThat(client.initialize("2025-06-18").has("result")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-99999999999999999999", "1e99999999999999999999", "0.@", "@"})
    void numbersThatNothingCanHoldDoNoHarmWhereNobodyLooksAtThem(String number) {
        try (TestClient client = TestClient.initialised()) {
            String params = "{'x':" + number.replace("@", "1".repeat(5_000)) + "}";
            assertThat(client.ask("{'jsonrpc':'2.0','id':1,'method':'tools/list','params':" + params + "}")
                            .at("/result/tools"))
                    .hasSize(2);
        }
    }

    @Test
    void toolsAreListedInOrderWithAllThatIsKnownOfThem() {
        try (TestClient client = TestClient.initialised()) {
            JsonNode tools = client.ask("{'jsonrpc':'2.0','id':1,'method':'tools/list','params':{}}")
                    .at("/result/tools");
            assertThat(tools).extracting(tool -> tool.get("name").textValue()).containsExactly("echo", "work");
            assertThat(tools.get(0).toString())
                    .isEqualTo("{\"name\":\"echo\",\"title\":\"Title of echo\",\"description\":\"Says what echo does\","
                            + "\"inputSchema\":{\"type\":\"object\"},\"outputSchema\":{\"type\":\"object\"},"
                            + "\"annotations\":{\"readOnlyHint\":true,\"destructiveHint\":false,"
                            + "\"idempotentHint\":true,\"openWorldHint\":false}}");
        }
    }
}
