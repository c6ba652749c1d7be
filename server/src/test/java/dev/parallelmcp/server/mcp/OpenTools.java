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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A tool for each turn, named after it; each call goes on until the test answers it. */
final class OpenTools implements ToolHandler {

    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> undone = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<ToolReply>> calls = new ConcurrentHashMap<>();
    private final Map<String, CallContext> contexts = new ConcurrentHashMap<>();

    /** Sends a call; {@code name} stands for it from now on. */
    static void send(TestClient client, Turn turn, String name) {
        client.send(TestClient.toolCall("'" + name + "'", turn.name(), "{'name':'" + name + "'}"));
    }

    /** Takes a call back. */
    static void cancel(TestClient client, String name) {
        client.send("{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':'" + name + "'}}");
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
    public CompletionStage<ToolReply> call(String tool, String arguments, CallContext context) {
        String name = arguments.replaceAll(".*:\"(.*)\"}", "$1");
        CompletableFuture<ToolReply> reply = new CompletableFuture<>();
        calls.put(name, reply);
        contexts.put(name, context);
        begun.add(name);
        return reply;
    }

    CallContext context(String name) {
        return Objects.requireNonNull(contexts.get(name));
    }

    /** Awaits the beginning of these calls, in this order, and of no other. */
    void assertBegin(String... names) {
        assertCome(begun, names);
    }

    /** Awaits that what these calls did is taken back, in this order, and of no other. */
    void assertUndone(String... names) {
        assertCome(undone, names);
    }

    private static void assertCome(BlockingQueue<String> queue, String... names) {
        try {
            for (String name : names) {
                assertThat(queue.poll(20, TimeUnit.SECONDS)).isEqualTo(name);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(queue).isEmpty();
    }

    /** A waiting call is answered as soon as it is cut short. */
    void waitFor(String name) {
        assertThat(context(name).startWaiting()).isTrue();
        context(name).cutShort().thenRun(() -> answer(name));
    }

    void answer(String name) {
        Objects.requireNonNull(calls.get(name)).complete(reply(name, "{}"));
    }

    /** The tool answers what no result can be made of. */
    @SuppressWarnings("NullAway") // That is the point.
    void answerWithNothing(String name) {
        Objects.requireNonNull(calls.get(name)).complete(reply(name, null));
    }

    private ToolReply reply(String name, String text) {
        return new ToolReply(text, "{\"name\":\"" + name + "\"}", false, () -> {
            undone.add(name);
            return CompletableFuture.completedStage(null);
        });
    }

    @Override
    public ToolReply refuse(Refusal reason) {
        return new ToolReply(reason.name(), "{\"error\":{\"code\":\"" + reason + "\"}}", true);
    }
}
