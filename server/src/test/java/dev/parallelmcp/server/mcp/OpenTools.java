package dev.parallelmcp.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.schema.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A tool for each turn, named after it; each call goes on until the test answers it. */
final class OpenTools implements ToolHandler {

    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<ToolReply>> calls = new ConcurrentHashMap<>();

    /** Sends a call; {@code name} stands for it from now on. */
    static void send(TestClient client, Turn turn, String name) {
        client.send(TestClient.toolCall("'" + name + "'", turn.name(), "{'name':'" + name + "'}"));
    }

    @Override
    public List<ToolSpec> tools() {
        return Stream.of(Turn.values()).map(turn -> TestTools.spec(turn.name())).toList();
    }

    @Override
    public Turn turn(String tool) {
        return Turn.valueOf(tool);
    }

    @Override
    public CompletionStage<ToolReply> call(String tool, String arguments, Executor executor) {
        String name = arguments.replaceAll(".*:\"(.*)\"}", "$1");
        CompletableFuture<ToolReply> reply = new CompletableFuture<>();
        calls.put(name, reply);
        begun.add(name);
        return reply;
    }

    /** Awaits the beginning of these calls, in this order, and of no other. */
    void assertBegin(String... names) {
        try {
            for (String name : names) {
                assertThat(begun.poll(20, TimeUnit.SECONDS)).isEqualTo(name);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(begun).isEmpty();
    }

    void answer(String name) {
        Objects.requireNonNull(calls.get(name)).complete(new ToolReply("{}", "{}", false));
    }

    @Override
    public ToolReply refuse(Refusal reason) {
        return new ToolReply(reason.name(), "{\"error\":{\"code\":\"" + reason + "\"}}", true);
    }
}
