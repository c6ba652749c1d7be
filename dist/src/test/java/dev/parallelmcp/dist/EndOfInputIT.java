package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that sends all it has and closes the input at once still gets every reply. */
class EndOfInputIT {

    private static final int ROUNDS = Campaign.size(5, 100);
    private static final Duration MOST_TIME_TO_END = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @Test
    void whatWasSentBeforeTheEndIsAnsweredAndKept() {
        String database = folder.resolve("state.sqlite").toString();
        List<Map<Integer, JsonNode>> replies = new ArrayList<>();
        List<Duration> took = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ReplyQueue answered = new ReplyQueue();
            try (JarProcess server = new JarProcess(answered, "--db", database)) {
                server.send(Lines.HELLO + new Burst(round).lines());
                JarProcess.Ended ended = server.endInput();
                assertThat(ended.stderr()).isEmpty();
                assertThat(ended.exitCode()).isZero();
                assertThat(ended.took()).isLessThan(MOST_TIME_TO_END);
                took.add(ended.took());
            }
            replies.add(Burst.byId(answered.rest()));
            assertThat(replies.get(round)).hasSize(1 + Burst.CHANGES);
        }
        try (RawServer server = new RawServer("--db", database)) {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(new Burst(round).assertStored(server, replies.get(round)))
                        .isEqualTo(Burst.CHANGES);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d changes and the end of input at once, %d times: all answered; until the exit at most %d ms, "
                        + "the start of the JVM included%n",
                Burst.CHANGES,
                ROUNDS,
                Collections.max(took).toMillis());
    }
}
