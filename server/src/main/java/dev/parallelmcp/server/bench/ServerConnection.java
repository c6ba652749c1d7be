package dev.parallelmcp.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * A server and its only client, which does as little as it can: it writes lines that are made beforehand where that is
 * possible, and has no thread between the caller and the reply. One thread at a time.
 */
final class ServerConnection implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long END_SECONDS = 15;
    private static final String HELLO = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"bench\",\"version\":\"1\"}}}";
    private static final String READY = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

    private final Process process;
    private final OutputStream in;
    private final BufferedReader out;
    private final Messages messages;

    ServerConnection(Process process) {
        this.process = process;
        this.in = process.getOutputStream();
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.messages = Messages.of(process.getErrorStream());
    }

    /** The line of a call of a tool. */
    static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
    }

    void greet() throws BenchStoppedException {
        ask(HELLO);
        send(READY);
    }

    /** Calls a tool; anything but an answer ends the measurement. */
    JsonNode answer(String tool, String arguments) throws BenchStoppedException {
        ToolReply reply = reply(tool, arguments);
        if (reply.refused()) {
            throw new BenchStoppedException(tool + " was refused: " + reply.content());
        }
        return reply.content();
    }

    /** Calls a tool. */
    ToolReply reply(String tool, String arguments) throws BenchStoppedException {
        return ToolReply.read(parse(ask(call(tool, arguments))));
    }

    private static JsonNode parse(String line) throws BenchStoppedException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new BenchStoppedException("a server wrote what is no JSON", e);
        }
    }

    /** Writes a request and reads the line that replies to it. */
    String ask(String line) throws BenchStoppedException {
        send(line);
        return read();
    }

    void send(String line) throws BenchStoppedException {
        try {
            in.write((line + '\n').getBytes(UTF_8));
            in.flush();
        } catch (IOException e) {
            throw ended(e);
        }
    }

    String read() throws BenchStoppedException {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("end of its output");
            }
            return line;
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private BenchStoppedException ended(IOException cause) {
        return new BenchStoppedException("a server ended unexpectedly; it said: " + messages.text(), cause);
    }

    /** Has it ended at once. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits until the process is no more; kills it should it take too long. */
    void awaitEnd() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the input, whereupon the server ends, and waits for that. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            awaitEnd();
        }
    }
}
