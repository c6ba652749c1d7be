package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.server.mcp.RefusedException.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources, prompts and completions on the wire, in both families of revisions. */
class OfferedMethodsTest {

    private static final String ENVELOPE = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
            + "'io.modelcontextprotocol/clientCapabilities':{}}";
    private static final String COMMON =
            "\"resultType\":\"complete\",\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
                    + "{\"name\":\"test-server\",\"version\":\"1.2.3\"}},";

    private static TestClient client(Offer offer) {
        TestClient client = new TestClient(
                (in, out) -> new McpConnection(in, out, offer, ConnectionOptions.of(TestClient.IDENTITY)));
        client.initialize("2025-11-25");
        return client;
    }

    private static String request(String method, String params) {
        return "{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':{" + params + "}}";
    }

    private static String result(TestClient client, String method, String params) {
        JsonNode reply = client.ask(request(method, params));
        assertThat(reply.has("result")).as("%s", reply).isTrue();
        return reply.get("result").toString();
    }

    private static JsonNode error(TestClient client, String method, String params) {
        JsonNode reply = client.ask(request(method, params));
        assertThat(reply.has("error")).as("%s", reply).isTrue();
        return reply.get("error");
    }

    /** What the method answers, and the same with what the stateless revision adds. */
    private static void assertAnswer(String method, String params, String hints, String expected) {
        try (TestClient client = client(TestOffer.all())) {
            assertThat(result(client, method, params)).isEqualTo(expected);
            String separator = params.isEmpty() ? "" : ",";
            assertThat(result(client, method, params + separator + ENVELOPE))
                    .isEqualTo("{" + COMMON + hints + expected.substring(1));
        }
    }

    private static final String STABLE = "\"ttlMs\":300000,\"cacheScope\":\"private\",";
    private static final String CURRENT = "\"ttlMs\":0,\"cacheScope\":\"private\",";

    @Test
    void resourcesAreListed() {
        assertAnswer(
                "resources/list",
                "",
                CURRENT,
                "{\"resources\":[{\"uri\":\"note://1\",\"name\":\"1\",\"title\":\"First\","
                        + "\"description\":\"The first note\",\"mimeType\":\"application/json\"}]}");
    }

    @Test
    void templatesAreListed() {
        assertAnswer(
                "resources/templates/list",
                "",
                STABLE,
                "{\"resourceTemplates\":[{\"uriTemplate\":\"note://{id}\",\"name\":\"note\",\"title\":\"Note\","
                        + "\"description\":\"A note\",\"mimeType\":\"application/json\"}]}");
    }

    @Test
    void resourceIsReadAsItsTextSays() {
        assertAnswer(
                "resources/read",
                "'uri':'note://1'",
                CURRENT,
                "{\"contents\":[{\"uri\":\"note://1\",\"mimeType\":\"application/json\",\"text\":\"{\\\"n\\\":1.0}\"}]}");
    }

    @Test
    void promptsAreListed() {
        assertAnswer(
                "prompts/list",
                "",
                STABLE,
                "{\"prompts\":[{\"name\":\"greet\",\"title\":\"Greet\",\"description\":\"Greets\","
                        + "\"arguments\":[{\"name\":\"who\",\"description\":\"Whom\",\"required\":true}]}]}");
    }

    @Test
    void promptIsFilledIn() {
        assertAnswer(
                "prompts/get",
                "'name':'greet','arguments':{'who':'you'}",
                "",
                "{\"description\":\"Greets\",\"messages\":[{\"role\":\"user\","
                        + "\"content\":{\"type\":\"text\",\"text\":\"Hello {who=you}\"}}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'name':'greet'", "'name':'greet','arguments':null", "'name':'greet','arguments':{}"})
    void promptNeedsNoArgumentsObject(String params) {
        try (TestClient client = client(TestOffer.all())) {
            assertThat(result(client, "prompts/get", params)).contains("\"text\":\"Hello {}\"");
        }
    }

    @Test
    void variablesOfTemplatesAreCompleted() {
        assertAnswer(
                "completion/complete",
                "'ref':{'type':'ref/resource','uri':'note://{id}'},'argument':{'name':'id','value':'x'}",
                "",
                "{\"completion\":{\"values\":[\"note://{id}\",\"id\",\"x\"],\"hasMore\":true}}");
    }

    @Test
    void argumentsOfPromptsAreCompleted() {
        assertAnswer(
                "completion/complete",
                "'ref':{'type':'ref/prompt','name':'greet'},'argument':{'name':'who','value':''},"
                        + "'context':{'arguments':{}}",
                "",
                "{\"completion\":{\"values\":[\"greet\",\"who\",\"\"],\"hasMore\":false}}");
    }

    @Test
    void resourceThatThereIsNotHasTheCodeOfItsRevision() {
        try (TestClient client = client(TestOffer.all())) {
            assertThat(error(client, "resources/read", "'uri':'note://2'").toString())
                    .isEqualTo("{\"code\":-32002,\"message\":\"Resource not found: note://2\","
                            + "\"data\":{\"uri\":\"note://2\"}}");
            assertThat(error(client, "resources/read", "'uri':'note://2'," + ENVELOPE)
                            .toString())
                    .isEqualTo("{\"code\":-32602,\"message\":\"Resource not found: note://2\","
                            + "\"data\":{\"uri\":\"note://2\"}}");
            assertThat(error(client, "resources/read", "'uri':'x://2'").toString())
                    .isEqualTo(
                            "{\"code\":-32602,\"message\":\"uri must be note://{id}\",\"data\":{\"uri\":\"x://2\"}}");
        }
    }

    @Test
    void endlessUriIsNotRepeated() {
        try (TestClient client = client(TestOffer.all())) {
            JsonNode error = error(client, "resources/read", "'uri':'note://" + "2".repeat(100_000) + "'");
            assertThat(error.has("data")).isFalse();
            assertThat(error.get("message").textValue()).hasSizeLessThan(300);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "resources/read||resources/read takes uri, a string",
                "resources/read|'uri':7|resources/read takes uri, a string",
                "resources/read|'uri':{'a':1}|resources/read takes uri, a string",
                "prompts/get|'arguments':{}|prompts/get takes name, a string",
                "prompts/get|'name':'greet','arguments':[]|prompts/get takes arguments, an object",
                "prompts/get|'name':'greet','arguments':{'who':1}|arguments takes who, a string",
                "prompts/get|'name':'shout'|Unknown prompt: shout",
                "completion/complete||completion/complete takes ref, an object",
                "completion/complete|'ref':'x'|completion/complete takes ref, an object",
                "completion/complete|'ref':{}|completion/complete takes argument, an object",
                "completion/complete|'ref':{},'argument':{'name':'a'}|argument takes value, a string",
                "completion/complete|'ref':{},'argument':{'name':'a','value':''}|ref takes type, a string",
                "completion/complete|'ref':{'type':'ref/prompt'},'argument':{'name':'a','value':''}|ref takes name, a string",
                "completion/complete|'ref':{'type':'ref/resource'},'argument':{'name':'a','value':''}|ref takes uri, a string",
                "completion/complete|'ref':{'type':'tool'},'argument':{'name':'a','value':''}"
                        + "|ref: type is ref/resource or ref/prompt, not tool",
                "resources/list|'cursor':'2'|Unknown cursor: resources/list has one page",
                "prompts/list|'cursor':''|Unknown cursor: prompts/list has one page",
            })
    void wrongParametersAreRefusedByName(String method, @Nullable String params, String message) {
        try (TestClient client = client(TestOffer.all())) {
            String written = params == null ? "" : params;
            JsonNode error = error(client, method, written);
            assertThat(error.get("code").intValue()).isEqualTo(-32_602);
            assertThat(error.get("message").textValue()).isEqualTo(message);
            client.assertAlive();
        }
    }

    @Test
    void defectOfAHandlerIsAnsweredWithoutAWordOfIt() {
        Offer offer = Offer.of(new TestTools()).with(TestOffer.resources(() -> {
            throw new IllegalStateException("secret");
        }));
        try (TestClient client = client(offer)) {
            JsonNode error = error(client, "resources/read", "'uri':'note://1'");
            assertThat(error.get("code").intValue()).isEqualTo(-32_603);
            assertThat(error.toString()).doesNotContain("secret");
            client.assertAlive();
        }
    }

    @Test
    void whatMaySucceedLaterIsToldApart() {
        Offer offer = Offer.of(new TestTools()).with(TestOffer.resources(() -> {
            throw new RefusedException(Reason.UNAVAILABLE, "STORE_BUSY: locked");
        }));
        try (TestClient client = client(offer)) {
            JsonNode error = error(client, "resources/read", "'uri':'note://1'");
            assertThat(error.get("code").intValue()).isEqualTo(-32_000);
            assertThat(error.get("message").textValue()).isEqualTo("STORE_BUSY: locked");
        }
    }

    @Test
    void whatIsThereIsAnnounced() {
        String expected = "{\"completions\":{},\"prompts\":{\"listChanged\":false},"
                + "\"resources\":{\"subscribe\":@,\"listChanged\":false},\"tools\":{\"listChanged\":false}}";
        try (TestClient client = client(TestOffer.all())) {
            assertThat(client.initialize("2025-06-18")
                            .at("/result/capabilities")
                            .toString())
                    .isEqualTo(expected.replace("@", "true"));
            assertThat(client.ask(request("server/discover", ENVELOPE))
                            .at("/result/capabilities")
                            .toString())
                    .isEqualTo(expected.replace("@", "false"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources/list",
                "resources/templates/list",
                "resources/read",
                "prompts/list",
                "prompts/get",
                "completion/complete"
            })
    void whatIsNotThereIsNotFound(String method) {
        try (TestClient client = TestClient.initialised()) {
            assertThat(error(client, method, "").get("code").intValue()).isEqualTo(-32_601);
            assertThat(error(client, method, ENVELOPE).get("code").intValue()).isEqualTo(-32_601);
        }
    }

    @Test
    void promptsCanBeThereWithoutResources() {
        try (TestClient client = client(Offer.of(new TestTools()).with(TestOffer.prompts()))) {
            assertThat(error(client, "resources/list", "").get("code").intValue())
                    .isEqualTo(-32_601);
            assertThat(error(
                                    client,
                                    "completion/complete",
                                    "'ref':{'type':'ref/resource','uri':'u'},'argument':{'name':'a','value':''}")
                            .get("message")
                            .textValue())
                    .isEqualTo("ref: there are no resources");
            assertThat(result(client, "prompts/list", "")).contains("greet");
        }
    }
}
