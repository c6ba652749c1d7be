package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The lines of a server in their order, for a test that takes one after the other. */
final class ReplyQueue implements Consumer<String> {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void accept(String line) {
        lines.add(line);
    }

    /**
     * Waits for the next line; none within the time that tests have is a failure.
     *
     * @param asked what should be answered, for the failure; a format where there are arguments
     */
    JsonNode next(String asked, Object... arguments) {
        try {
            String line = lines.poll(TheJar.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(line).as("a reply to " + asked, arguments).isNotNull();
            return Lines.reply(line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Takes what has come and nobody has taken yet. */
    List<JsonNode> rest() {
        List<String> rest = new ArrayList<>();
        lines.drainTo(rest);
        return rest.stream().map(Lines::reply).toList();
    }
}
