package dev.parallelmcp.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** The last that a process wrote to its standard error, read all the time so that it can write on. Thread-safe. */
final class Messages {

    private static final int KEPT_CHARACTERS = 4_000;

    private final StringBuilder text = new StringBuilder();

    private Messages() {}

    static Messages of(InputStream stream) {
        Messages messages = new Messages();
        Thread thread = new Thread(() -> messages.read(stream), "messages of a server");
        thread.setDaemon(true);
        thread.start();
        return messages;
    }

    private void read(InputStream stream) {
        byte[] buffer = new byte[1024];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                add(new String(buffer, 0, count, UTF_8));
            }
        } catch (IOException e) {
            add("reading this failed: " + e.getMessage());
        }
    }

    private synchronized void add(String more) {
        text.append(more);
        text.delete(0, Math.max(0, text.length() - KEPT_CHARACTERS));
    }

    synchronized String text() {
        return text.toString().strip();
    }
}
