package dev.parallelmcp.server.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallelmcp.server.mcp.TestClient;

/** Requests beside tools, in the revision of the handshake or in the stateless one; apostrophes stand for quotes. */
enum Requests {
    HANDSHAKE("", -32_002),
    STATELESS(
            ",'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                    + "'io.modelcontextprotocol/clientCapabilities':{}}",
            -32_602);

    private final String envelope;
    private final int notFound;

    Requests(String envelope, int notFound) {
        this.envelope = envelope;
        this.notFound = notFound;
    }

    /** The code for a resource that there is not. */
    int notFound() {
        return notFound;
    }

    JsonNode result(TestClient client, String method, String params) {
        JsonNode reply = ask(client, method, params);
        assertThat(reply.has("result")).as("%s", reply).isTrue();
        return reply.get("result");
    }

    JsonNode error(TestClient client, String method, String params) {
        JsonNode reply = ask(client, method, params);
        assertThat(reply.has("error")).as("%s", reply).isTrue();
        return reply.get("error");
    }

    private JsonNode ask(TestClient client, String method, String params) {
        return client.ask("{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':{'x':0"
                + (params.isEmpty() ? "" : "," + params) + envelope + "}}");
    }

    /** The text of a resource. */
    String read(TestClient client, String uri) {
        JsonNode contents =
                result(client, "resources/read", "'uri':'" + uri + "'").get("contents");
        assertThat(contents).hasSize(1);
        assertThat(contents.at("/0/uri").textValue()).isEqualTo(uri);
        return contents.at("/0/text").textValue();
    }

    /** What is suggested for the variable of a resource template. */
    JsonNode complete(TestClient client, String template, String variable, String given) {
        return result(
                        client,
                        "completion/complete",
                        "'ref':{'type':'ref/resource','uri':'" + template + "'},'argument':{'name':'" + variable
                                + "','value':'" + given + "'}")
                .get("completion");
    }

    /** What is suggested for an argument of a prompt. */
    JsonNode completePrompt(TestClient client, String prompt, String argument, String given) {
        return result(
                        client,
                        "completion/complete",
                        "'ref':{'type':'ref/prompt','name':'" + prompt + "'},'argument':{'name':'" + argument
                                + "','value':'" + given + "'}")
                .get("completion");
    }
}
