package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The jar in a process of its own with many requests in flight. Each reply completes the future of its request, on the
 * thread that reads; a line that is the reply to nothing in flight fails {@link #close}. One thread sends.
 */
final class PipelinedServer implements AutoCloseable {

    /** The reply to a request, as soon as it is there. */
    static final class InFlight extends CompletableFuture<JsonNode> {

        private final long id;

        private InFlight(long id) {
            this.id = id;
        }
    }

    private final Semaphore places;
    private final Map<Long, InFlight> inFlight = new ConcurrentHashMap<>();
    private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();
    private final Queue<String> strays = new ConcurrentLinkedQueue<>();
    private final JarProcess process;
    private final CompletableFuture<Void> output;
    private long lastId;

    /** @param width requests in flight at most; the next waits until one is answered */
    PipelinedServer(int width, String... arguments) {
        places = new Semaphore(width);
        process = new JarProcess(this::accept, arguments);
        output = process.output().whenComplete((done, failure) -> failAll(failure));
        await(request("initialize", Lines.HELLO_PARAMS));
        process.send(Lines.INITIALIZED);
    }

    private void failAll(@Nullable Throwable failure) {
        inFlight.values()
                .forEach(reply -> reply.completeExceptionally(new AssertionError("the output ended first", failure)));
    }

    private void accept(String line) {
        JsonNode reply;
        try {
            reply = Lines.reply(line);
        } catch (AssertionError e) {
            strays.add(line);
            return;
        }
        InFlight asked = reply.get("id").isIntegralNumber()
                ? inFlight.remove(reply.get("id").longValue())
                : null;
        if (asked == null) {
            strays.add(line);
        } else {
            places.release();
            asked.complete(reply);
        }
    }

    InFlight request(String method, String params) {
        try {
            assertThat(places.tryAcquire(TheJar.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("a reply to one of %s", inFlight.keySet())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        InFlight reply = new InFlight(++lastId);
        inFlight.put(reply.id, reply);
        process.send(Lines.request(Long.toString(reply.id), method, params));
        return reply;
    }

    InFlight call(String tool, String arguments) {
        return request("tools/call", Lines.toolParams(tool, arguments));
    }

    /** Tells the server that nobody waits for this reply any more; it may still come, or not. */
    void cancel(InFlight reply) {
        cancelled.add(reply.id);
        process.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%d}}\n"
                .formatted(reply.id));
    }

    /** Calls a tool that succeeds and waits for its answer. */
    JsonNode answer(String tool, String arguments) {
        return Lines.content(await(call(tool, arguments)));
    }

    static <T> T await(CompletableFuture<T> reply) {
        try {
            return reply.get(TheJar.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no good reply", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** How long the processors have worked for it. */
    Duration processorTime() {
        return ProcessHandle.of(process.pid())
                .flatMap(server -> server.info().totalCpuDuration())
                .orElseThrow();
    }

    /** Ends the input and expects a clean end. */
    void endInput() {
        JarProcess.Ended ended = process.endInput();
        assertThat(ended.stderr()).isEmpty();
        assertThat(ended.exitCode()).isZero();
    }

    /** Ends the input and expects a clean end, and that every line was the one reply to one request. */
    @Override
    public void close() {
        try (process) {
            endInput();
            await(output);
            assertThat(cancelled).as("requests without a reply").containsAll(inFlight.keySet());
            assertThat(strays).as("lines that answer nothing").isEmpty();
        }
    }
}
