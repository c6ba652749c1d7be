package dev.parallelmcp.server.mcp;

import dev.parallelmcp.schema.ToolAnnotations;
import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.schema.Toolset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Tools for tests of the protocol: echo answers its arguments, work does what the test wants. */
final class TestTools implements ToolHandler {

    private final UnaryOperator<String> work;

    TestTools() {
        this(arguments -> "{}");
    }

    TestTools(UnaryOperator<String> work) {
        this.work = work;
    }

    @Override
    public List<ToolSpec> tools() {
        return List.of(spec("echo"), spec("work"));
    }

    private static ToolSpec spec(String name) {
        Map<String, Object> object = Map.of("type", "object");
        return new ToolSpec(
                name,
                "Title of " + name,
                "Says what " + name + " does",
                new ToolAnnotations(true, false, true, false),
                Set.of(Toolset.PLANNER),
                object,
                object);
    }

    @Override
    public ToolReply call(String tool, String arguments) {
        String json = tool.equals("echo") ? arguments : work.apply(arguments);
        return new ToolReply(json, json, false);
    }

    @Override
    public ToolReply refuse(Refusal reason) {
        return new ToolReply(reason.name(), "{\"error\":{\"code\":\"" + reason + "\"}}", true);
    }
}
