package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The jar in a process of its own, driven by the Java SDK's client. */
final class SdkClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final McpSyncClient client;
    private final McpSchema.InitializeResult initialized;

    SdkClient(Path database) {
        ServerParameters parameters = ServerParameters.builder(TheJar.java())
                .args("-jar", TheJar.path(), "--db", database.toString())
                .build();
        client = McpClient.sync(new StdioClientTransport(parameters, new JacksonMcpJsonMapper(JSON)))
                .requestTimeout(Duration.ofSeconds(TheJar.PATIENCE_SECONDS))
                .initializationTimeout(Duration.ofSeconds(TheJar.PATIENCE_SECONDS))
                .build();
        initialized = client.initialize();
    }

    McpSchema.InitializeResult initialized() {
        return initialized;
    }

    List<McpSchema.Tool> tools() {
        return client.listTools().tools();
    }

    /** Calls a tool that succeeds, and checks that both forms of its result say the same. */
    JsonNode call(String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result = client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
        JsonNode answer = answer(result);
        assertThat(result.isError()).as("%s answered %s", tool, answer).isNotEqualTo(true);
        return answer;
    }

    /** Calls a tool that is refused, and answers the error. */
    JsonNode refused(String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result = client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
        JsonNode structure = JSON.valueToTree(result.structuredContent());
        assertThat(result.isError()).as("%s answered %s", tool, structure).isTrue();
        return structure.get("error");
    }

    private static JsonNode answer(McpSchema.CallToolResult result) {
        JsonNode structure = JSON.valueToTree(result.structuredContent());
        String text = ((McpSchema.TextContent) result.content().get(0)).text();
        if (!Boolean.TRUE.equals(result.isError())) {
            assertThat(parse(text)).isEqualTo(structure);
        }
        return structure;
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        client.closeGracefully();
    }
}
