package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The jar in a process of its own, spoken to line by line: one call at a time, each waiting for its reply. */
final class RawServer implements AutoCloseable {

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private int lastId;

    RawServer(String... arguments) {
        try {
            process = new ProcessBuilder(TheJar.command(arguments))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = process.outputWriter(StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
        request("initialize", Lines.HELLO_PARAMS);
        send(Lines.INITIALIZED);
    }

    /** Calls a tool that succeeds. */
    JsonNode call(String tool, String arguments) {
        JsonNode result =
                request("tools/call", Lines.toolParams(tool, arguments)).get("result");
        assertThat(result.path("isError").asBoolean()).as("%s", result).isFalse();
        return result.get("structuredContent");
    }

    JsonNode request(String method, String params) {
        int id = ++lastId;
        send(Lines.request(Integer.toString(id), method, params));
        JsonNode reply = next();
        assertThat(reply.path("id").asInt()).as("reply to %s", method).isEqualTo(id);
        return reply;
    }

    /** What the server says next. */
    JsonNode next() {
        try {
            String line = out.readLine();
            assertThat(line).as("the server's next line").isNotNull();
            return SdkClient.parse(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(String line) {
        try {
            in.write(line);
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the input and expects a clean end. */
    @Override
    public void close() {
        try {
            in.close();
            assertThat(process.waitFor(TheJar.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
