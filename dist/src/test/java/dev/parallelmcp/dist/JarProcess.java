package dev.parallelmcp.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The jar in a process of its own. One thread reads what it writes and hands on each line as it came; a line that is not
 * UTF-8, or that the end cuts off, is a failure.
 */
final class JarProcess implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Process process;
    private final OutputStream in;
    private final CompletableFuture<Void> output;
    private final CompletableFuture<String> stderr;

    JarProcess(Consumer<String> lines, String... arguments) {
        this(lines, TheJar.command(arguments));
    }

    /** With options for Java itself, as those of its memory. */
    static JarProcess withJavaOptions(List<String> options, Consumer<String> lines, String... arguments) {
        List<String> command = TheJar.command(arguments);
        command.addAll(1, options);
        return new JarProcess(lines, command);
    }

    private JarProcess(Consumer<String> lines, List<String> command) {
        this(lines, new ProcessBuilder(command));
    }

    /** Started in another way. */
    static JarProcess of(ProcessBuilder builder, Consumer<String> lines) {
        return new JarProcess(lines, builder);
    }

    private JarProcess(Consumer<String> lines, ProcessBuilder builder) {
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = process.getOutputStream();
        stderr = TheJar.readAll(process.getErrorStream());
        output = CompletableFuture.runAsync(
                () -> cut(process.getInputStream(), lines), TheJar.threadFor("replies of " + process.pid()));
    }

    private static void cut(InputStream out, Consumer<String> lines) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (out) {
            for (int count = out.read(buffer); count >= 0; count = out.read(buffer)) {
                int start = 0;
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n') {
                        line.write(buffer, start, i - start);
                        lines.accept(text(line));
                        line.reset();
                        start = i + 1;
                    }
                }
                line.write(buffer, start, count - start);
            }
            if (line.size() > 0) {
                throw new AssertionError("the last line was cut off: " + line.toString(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ByteArrayOutputStream line) throws IOException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())).toString();
    }

    void send(String lines) {
        send(lines.getBytes(UTF_8));
    }

    void send(byte[] bytes) {
        try {
            in.write(bytes);
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the server no longer reads", e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Completes when the output has ended and every line has been handed on. */
    CompletableFuture<Void> output() {
        return output;
    }

    /** What is left of a process. */
    record Ended(int exitCode, String stderr, Duration took) {}

    /** Ends the input and waits for the process. */
    Ended endInput() {
        return end(() -> {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Does what should make the process end and waits until it has, and until all its lines have been handed on. */
    Ended end(Runnable cause) {
        long start = System.nanoTime();
        cause.run();
        try {
            if (!process.waitFor(TheJar.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the server did not end within " + TheJar.PATIENCE_SECONDS + " s");
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            output.get(TheJar.PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Ended(process.exitValue(), stderr.join(), took);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("its output was not whole", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
