package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered without the SDK is what the SDK answers. */
class GreetingTest {

    private static final ServerIdentity IDENTITY = new ServerIdentity("na\"me", "1.2.3", "Read \u00e4ll\nof \\this");
    private static final String CLIENT = "'clientInfo':{'name':'c','title':'C','version':'1'}";

    private final Offer offer = TestOffer.all();
    private final Greeting greeting = new Greeting(IDENTITY, offer.capabilitiesOfHandshake());

    @Test
    void theRevisionsAreThoseThatTheSdkSpeaks() {
        assertThat(Greeting.REVISIONS)
                .containsExactly(
                        ProtocolVersions.MCP_2024_11_05,
                        ProtocolVersions.MCP_2025_03_26,
                        ProtocolVersions.MCP_2025_06_18,
                        ProtocolVersions.MCP_2025_11_25);
    }

    @Test
    void anAnswerIsWrittenAsTheSdkWritesIt() throws JsonProcessingException {
        ServerCapabilities capabilities = ServerCapabilities.builder()
                .completions()
                .prompts(false)
                .resources(true, false)
                .tools(false)
                .build();
        InitializeResult result = InitializeResult.builder(
                        "2025-06-18",
                        capabilities,
                        Implementation.builder(IDENTITY.name(), IDENTITY.version())
                                .build())
                .instructions(IDENTITY.instructions())
                .build();
        assertThat(greeting.agreeingOn("2025-06-18").text())
                .isEqualTo(JsonMapper.builder().build().writeValueAsString(result));
    }

    @Test
    void capabilitiesAreThoseOfTheOffer() throws JsonProcessingException {
        ServerCapabilities withResources = ServerCapabilities.builder()
                .completions()
                .resources(false, false)
                .tools(false)
                .build();
        ServerCapabilities toolsAlone =
                ServerCapabilities.builder().tools(false).build();
        Offer tools = Offer.of(new TestTools());
        JsonMapper mapper = JsonMapper.builder().build();
        assertThat(tools.capabilities()).isEqualTo(mapper.writeValueAsString(toolsAlone));
        assertThat(tools.with(TestOffer.resources(() -> "{}")).capabilities())
                .isEqualTo(mapper.writeValueAsString(withResources));
    }

    /** The field {@code _meta} makes it unusual, and means nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2042-01-01", ""})
    void theSdkAgreesOnTheSameRevision(String revision) {
        String usual = "'protocolVersion':'" + revision + "','capabilities':{'roots':{'listChanged':true}}," + CLIENT;
        assertThat(answer(usual)).isPresent();
        assertThat(answer("'_meta':{}," + usual)).isEmpty();
        try (TestClient client = TestClient.uninitialised()) {
            String begin = "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{";
            assertThat(client.ask(begin + usual + "}}")).isEqualTo(client.ask(begin + "'_meta':{}," + usual + "}}"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'capabilities':{}",
                "'capabilities':{'roots':{}}",
                "'capabilities':{'roots':{'listChanged':false},'sampling':{'tools':{}},'elicitation':{'form':{},'url':{}}}"
            })
    void whatUsualClientsCanDoIsUsual(String capabilities) {
        assertThat(answer("'protocolVersion':'2025-11-25'," + capabilities + "," + CLIENT))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'capabilities':{}",
                "'capabilities':null," + CLIENT,
                "'capabilities':7," + CLIENT,
                "'capabilities':{'roots':5}," + CLIENT,
                "'capabilities':{'roots':{'listChanged':'perhaps'}}," + CLIENT,
                "'capabilities':{'experimental':{'x':{'y':1}}}," + CLIENT,
                "'capabilities':{},'clientInfo':{'name':'c','version':1}",
                "'capabilities':{},'clientInfo':{'name':'c','version':'1','icons':[]}",
                "'capabilities':{},'protocolVersion':[1]," + CLIENT,
                "'capabilities':{},'x':1," + CLIENT
            })
    void whetherAnythingElseHasTheRightFormIsLeftToTheSdk(String params) {
        assertThat(answer("'protocolVersion':'2025-11-25'," + params)).isEmpty();
    }

    private Optional<JsonText> answer(String params) {
        try {
            return greeting.answer(Params.of(("{" + params + "}").replace('\'', '"')));
        } catch (IOException | JsonFields.NotAnObjectException e) {
            throw new AssertionError("the test wrote no JSON object: " + params, e);
        }
    }
}
