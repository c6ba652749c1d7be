package dev.parallelmcp.server.mcp;

import dev.parallelmcp.schema.ToolAnnotations;
import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.schema.Toolset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * Tools for tests of the protocol: echo answers its arguments and takes no turns, work does what the test wants, when the
 * test wants it to have its turn.
 */
final class TestTools implements ToolHandler {

    private final UnaryOperator<String> work;
    private final Turn turnOfWork;

    TestTools() {
        this(arguments -> "{}");
    }

    TestTools(UnaryOperator<String> work) {
        this(work, Turn.AFTER_CHANGES);
    }

    TestTools(UnaryOperator<String> work, Turn turnOfWork) {
        this.work = work;
        this.turnOfWork = turnOfWork;
    }

    @Override
    public List<ToolSpec> tools() {
        return List.of(spec("echo"), spec("work"));
    }

    static ToolSpec spec(String name) {
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
    public Turn turn(String tool) {
        return tool.equals("work") ? turnOfWork : Turn.AFTER_CHANGES;
    }

    @Override
    public CompletionStage<ToolReply> call(String tool, String arguments, CallContext context) {
        String json = tool.equals("echo") ? arguments : work.apply(arguments);
        return CompletableFuture.completedStage(new ToolReply(json, json, false));
    }

    @Override
    public ToolReply refuse(Refusal reason) {
        return new ToolReply(reason.name(), "{\"error\":{\"code\":\"" + reason + "\"}}", true);
    }
}
