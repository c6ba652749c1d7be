package dev.parallelmcp.server.mcp;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of tools/call.
 *
 * @param arguments a JSON object as the client wrote it
 */
record ToolCall(String tool, String arguments) {

    /** The SDK knows arguments as a map but only hands them on: this key holds their text. */
    private static final String TEXT = "text";

    /** Reads the parameters; null when they have not the form that the method takes. */
    static @Nullable ToolCall parse(String params) {
        try {
            Map<String, String> fields = JsonFields.of(params);
            String tool = MessageParser.string(fields.get("name"));
            String arguments = fields.getOrDefault("arguments", "null");
            if (arguments.equals("null")) {
                arguments = "{}";
            }
            return tool == null || !JsonFields.isObject(arguments) ? null : new ToolCall(tool, arguments);
        } catch (IOException | JsonFields.NotAnObjectException e) {
            return null;
        }
    }

    CallToolRequest toRequest() {
        return new CallToolRequest(tool, Map.of(TEXT, arguments), null);
    }

    static ToolCall of(CallToolRequest request) {
        return new ToolCall(request.name(), (String)
                Objects.requireNonNull(request.arguments().get(TEXT)));
    }
}
