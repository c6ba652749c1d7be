package dev.parallelmcp.server.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A server and its only client. Any thread may call; each reply completes the future of its call. */
final class ServerProcess {

    static final long PATIENCE_SECONDS = 60;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long END_SECONDS = 15;
    private static final int KEPT_CHARACTERS = 4_000;

    private final Process process;
    private final OutputStream in;
    private final Map<Long, CompletableFuture<Reply>> inFlight = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicLong strays = new AtomicLong();
    private final StringBuilder messages = new StringBuilder();
    private final Thread reader;
    private volatile boolean ended;
    private volatile boolean killed;

    ServerProcess(ProcessBuilder builder) throws IOException {
        process = builder.start();
        in = process.getOutputStream();
        reader = start("replies of " + process.pid(), this::readReplies);
        start("messages of " + process.pid(), this::readMessages);
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void readReplies() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                accept(line);
            }
        } catch (IOException e) {
            note("reading its replies failed: " + e.getMessage() + "\n");
        } finally {
            ended = true;
            inFlight.values().forEach(reply -> reply.complete(new Reply.Unanswered("the server ended")));
        }
    }

    private void accept(String line) {
        try {
            JsonNode reply = JSON.readTree(line);
            CompletableFuture<Reply> asked = inFlight.remove(reply.path("id").asLong());
            if (asked != null) {
                asked.complete(Reply.of(reply));
                return;
            }
        } catch (JsonProcessingException e) {
            // As Java says on standard output why it cannot start.
            note(line + "\n");
        }
        strays.incrementAndGet();
    }

    private void readMessages() {
        try (InputStream stderr = process.getErrorStream()) {
            byte[] buffer = new byte[1024];
            for (int count = stderr.read(buffer); count >= 0; count = stderr.read(buffer)) {
                note(new String(buffer, 0, count, UTF_8));
            }
        } catch (IOException e) {
            note("reading its messages failed: " + e.getMessage() + "\n");
        }
    }

    /** Shakes hands; answers whether the server serves. */
    boolean greet() {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", "2025-06-18");
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "drill").put("version", "1");
        boolean served = request("initialize", params).join() instanceof Reply.Answer;
        return served && send(message("notifications/initialized"));
    }

    /** Calls a tool and waits for what comes of it. */
    Reply ask(String tool, ObjectNode arguments) {
        return call(tool, arguments).join();
    }

    /** Calls a tool; what comes of it is a {@link Reply} in every case. */
    CompletableFuture<Reply> call(String tool, ObjectNode arguments) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", tool);
        params.set("arguments", arguments);
        return request("tools/call", params);
    }

    private CompletableFuture<Reply> request(String method, ObjectNode params) {
        long id = lastId.incrementAndGet();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        inFlight.put(id, reply);
        ObjectNode request = message(method).put("id", id);
        request.set("params", params);
        if (!send(request) || ended) {
            reply.complete(new Reply.Unanswered("the server ended"));
        }
        return reply.completeOnTimeout(
                new Reply.Unanswered("no reply within " + PATIENCE_SECONDS + " s"), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static ObjectNode message(String method) {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
    }

    /** Answers whether the server still reads. */
    private boolean send(ObjectNode message) {
        byte[] line = (message + "\n").getBytes(UTF_8);
        synchronized (in) {
            try {
                in.write(line);
                in.flush();
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** Ends the process at once, by a signal that it cannot answer. */
    void kill() {
        killed = true;
        // By its handle, which leaves the streams alone: what it has written is still read.
        process.toHandle().destroyForcibly();
    }

    /** Whether it was killed; everything else that ends it is its own fault. */
    boolean killed() {
        return killed;
    }

    /** Waits until the process is no more and every reply that it wrote has been handed on. */
    boolean awaitEnd() throws InterruptedException {
        reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the input; answers whether the server then ended well, and wrote nothing but one reply to each call. */
    boolean end() throws InterruptedException {
        try {
            in.close();
        } catch (IOException e) {
            note("closing its input failed: " + e.getMessage() + "\n");
        }
        return awaitEnd() && process.exitValue() == 0 && strays.get() == 0;
    }

    private void note(String text) {
        synchronized (messages) {
            messages.append(text);
            messages.delete(0, Math.max(0, messages.length() - KEPT_CHARACTERS));
        }
    }

    /** The last that it wrote to standard error, and what went wrong in talking to it. */
    String messages() {
        synchronized (messages) {
            return messages.toString().strip();
        }
    }
}
