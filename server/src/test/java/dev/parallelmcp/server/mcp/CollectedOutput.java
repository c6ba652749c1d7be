package dev.parallelmcp.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An output stream whose lines a test awaits. Lines count when they are flushed. */
public class CollectedOutput extends OutputStream {

    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        open.write(bytes, offset, length);
    }

    @Override
    public void flush() {
        String text = open.toString(UTF_8);
        assertThat(text).as("what is flushed is whole lines").endsWith("\n");
        text.lines().forEach(lines::add);
        open.reset();
    }

    String nextLine() {
        try {
            String line = lines.poll(20, TimeUnit.SECONDS);
            assertThat(line).as("a line within the time allowed").isNotNull();
            return line;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> rest() {
        List<String> rest = new ArrayList<>();
        lines.drainTo(rest);
        return rest;
    }
}
