package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The lines of the protocol, each with its line feed, and what a reply must look like. */
final class Lines {

    static final String HELLO_PARAMS = "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"claude-ai\",\"version\":\"0.1.0\"}}";
    static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n";
    /** The whole handshake; its request has the id 0. */
    static final String HELLO = request("0", "initialize", HELLO_PARAMS) + INITIALIZED;

    /** Payloads come back as they went in, so replies may hold longer numbers, and nest deeper, than is usual. */
    private static final ObjectMapper STRICT = mapper(2_000);

    private Lines() {}

    /** Reads exactly one value of JSON, however long its strings and numbers are. */
    static ObjectMapper mapper(int maxNesting) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(maxNesting)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(constraints).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** @param id as JSON */
    static String request(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}\n";
    }

    static String call(long id, String tool, String arguments) {
        return request(Long.toString(id), "tools/call", toolParams(tool, arguments));
    }

    static String toolParams(String tool, String arguments) {
        return "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}";
    }

    static String ping(long id) {
        return request(Long.toString(id), "ping", "{}");
    }

    /** Reads a line that must be one JSON-RPC reply and nothing else. */
    static JsonNode reply(String line) {
        try {
            JsonNode reply = STRICT.readTree(line);
            assertThat(reply.path("jsonrpc").asText()).isEqualTo("2.0");
            assertThat(reply.has("id")).isTrue();
            assertThat(reply.has("result") != reply.has("error")).isTrue();
            return reply;
        } catch (JsonProcessingException | AssertionError e) {
            throw new AssertionError("not a reply: " + line, e);
        }
    }

    /** What a tool answered that did what it was asked. */
    static JsonNode content(JsonNode reply) {
        assertThat(succeeded(reply)).as("%s", reply).isTrue();
        return reply.at("/result/structuredContent");
    }

    static boolean succeeded(JsonNode reply) {
        return reply.has("result") && !reply.at("/result/isError").asBoolean();
    }
}
