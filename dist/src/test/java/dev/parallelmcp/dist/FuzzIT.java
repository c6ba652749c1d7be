package dev.parallelmcp.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a line holds: it gets the replies that are due to it and no other, the server lives and hears the next one, and
 * tells nobody what was in it.
 */
class FuzzIT {

    private static final long SEED = 20_260_728;
    private static final int LINES = 100_000;
    private static final int LINES_PER_BATCH = 50;
    /** Above every number that stands in the lines by itself. */
    private static final int FIRST_ID = 1_000_000;

    private static final int MOST_TOLD = 10;
    private static final String DONE = "done";
    /** What a server answers that broke over a line, in the protocol's errors and in the tools'. */
    private static final List<String> UNFORESEEN = List.of("-32603", "INTERNAL");

    private final ReplyQueue replies = new ReplyQueue();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> unforeseen = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void noLineKillsTheServerOrMakesItDeafOrTalkative() {
        try (JarProcess server =
                new JarProcess(replies, "--db", folder.resolve("state.sqlite").toString())) {
            server.send(Lines.HELLO + Lines.request("1", "tools/list", "{}"));
            replies.next("initialize");
            List<JsonNode> tools = new ArrayList<>();
            replies.next("tools/list").at("/result/tools").forEach(tools::add);
            LineFuzzer fuzzer = new LineFuzzer(tools, SEED);
            for (int line = 0; line < LINES; line += LINES_PER_BATCH) {
                sendBatch(server, fuzzer, line);
            }
            System.out.printf(Locale.ROOT, "%d fuzzed lines (seed %d): %s%n", LINES, SEED, outcomes);
            JarProcess.Ended ended = server.endInput();
            assertThat(unforeseen).isEmpty();
            assertThat(ended.stderr()).doesNotContain(CallMaker.SECRET).isEmpty();
            assertThat(ended.exitCode()).isZero();
            assertThat(replies.rest()).isEmpty();
        }
        assertThat(outcomes)
                .as("something of everything")
                .containsKeys("-32700", "-32600", "-32601", "-32602", "INVALID_ARGUMENT", "RECORD_NOT_FOUND", DONE);
    }

    private void sendBatch(JarProcess server, LineFuzzer fuzzer, int first) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<ExpectedReply, List<String>> due = new HashMap<>();
        for (int line = first; line < first + LINES_PER_BATCH; line++) {
            byte[] next = fuzzer.next(FIRST_ID + line);
            bytes.writeBytes(next);
            bytes.write('\n');
            expect(next, line, due);
        }
        byte[] ping = Lines.ping(first).getBytes(UTF_8);
        bytes.writeBytes(ping);
        expect(ping, first, due);
        server.send(bytes.toByteArray());
        while (!due.isEmpty()) {
            settle(replies.next("seed %d, %s", SEED, due.values()), due);
        }
    }

    /** A line feed that got into a line makes it two. */
    private static void expect(byte[] bytes, int number, Map<ExpectedReply, List<String>> due) {
        for (String line : new String(bytes, ISO_8859_1).split("\n", -1)) {
            ExpectedReply.to(line.getBytes(ISO_8859_1))
                    .ifPresent(reply ->
                            due.computeIfAbsent(reply, key -> new ArrayList<>()).add("line " + number + ": " + line));
        }
    }

    private void settle(JsonNode reply, Map<ExpectedReply, List<String>> due) {
        ExpectedReply key = ExpectedReply.of(reply);
        assertThat(due.containsKey(key))
                .as("seed %d, reply %s is due to one of %s", SEED, reply, due.values())
                .isTrue();
        List<String> lines = due.get(key);
        String outcome = outcome(reply);
        if (UNFORESEEN.contains(outcome) && unforeseen.size() < MOST_TOLD) {
            unforeseen.add("seed %d, %s, to one of %s".formatted(SEED, reply, lines));
        }
        outcomes.merge(outcome, 1, Integer::sum);
        lines.remove(0);
        if (lines.isEmpty()) {
            due.remove(key);
        }
    }

    private static String outcome(JsonNode reply) {
        if (reply.has("error")) {
            return reply.at("/error/code").asText();
        }
        return Lines.succeeded(reply)
                ? DONE
                : reply.at("/result/structuredContent/error/code").asText();
    }
}
