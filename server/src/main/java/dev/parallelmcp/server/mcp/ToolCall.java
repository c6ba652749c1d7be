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

    /** The SDK knows arguments as a map but only hands them on: these keys hold their text and the call. */
    private static final String TEXT = "text";

    private static final String CALL = "call";

    /** Reads the parameters; null when they have not the form that the method takes. */
    static @Nullable ToolCall of(Params params) {
        try {
            String tool = MessageParser.string(params.get("name"));
            String arguments = params.fields().getOrDefault("arguments", "null");
            if (arguments.equals("null")) {
                arguments = "{}";
            }
            return tool == null || !JsonFields.isObject(arguments) ? null : new ToolCall(tool, arguments);
        } catch (IOException e) {
            throw new IllegalStateException("the text was parsed before", e);
        }
    }

    CallToolRequest toRequest(RunningCall call) {
        return new CallToolRequest(tool, Map.of(TEXT, arguments, CALL, call), null);
    }

    static ToolCall of(CallToolRequest request) {
        return new ToolCall(request.name(), (String)
                Objects.requireNonNull(request.arguments().get(TEXT)));
    }

    static RunningCall running(CallToolRequest request) {
        return (RunningCall) Objects.requireNonNull(request.arguments().get(CALL));
    }
}
