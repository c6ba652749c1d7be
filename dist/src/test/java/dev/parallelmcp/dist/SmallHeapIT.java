package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many large arguments at once and little memory: they are refused, and the server lives on. */
class SmallHeapIT {

    private static final int CALLS = 40;
    private static final int BYTES_PER_MEBIBYTE = 1 << 20;
    private static final Set<String> EXPECTED =
            Set.of("none", "PAYLOAD_TOO_LARGE", "LIMIT_EXCEEDED", "longer than this server accepts");

    @ParameterizedTest
    @CsvSource({"64m, 1, 1", "64m, 3, 12", "64m, 12, 12", "64m, 20, 12", "128m, 7, 12", "128m, 15, 1"})
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void manyLargeArgumentsNeverEndTheServer(String heap, int mebibytes, int mostPayloadMebibytes) {
        ReplyQueue replies = new ReplyQueue();
        try (JarProcess server = JarProcess.withJavaOptions(
                List.of("-Xmx" + heap),
                replies,
                "--db",
                ":memory:",
                "--max-payload-bytes",
                Integer.toString(mostPayloadMebibytes * BYTES_PER_MEBIBYTE))) {
            server.send(Lines.HELLO + Lines.call(1, "create_run", "{\"id\":\"r\"}"));
            replies.next("initialize");
            Lines.content(replies.next("create_run"));
            String input = "x".repeat(mebibytes * BYTES_PER_MEBIBYTE - 2);
            String call = Lines.call(2, "enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\",\"input\":\"" + input + "\"}");
            for (int i = 0; i < CALLS; i++) {
                server.send(call);
            }
            List<String> codes = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                codes.add(code(replies.next("large call %d", i)));
            }
            System.out.printf(
                    "%s heap, %d arguments of %d MiB: %s%n",
                    heap,
                    CALLS,
                    mebibytes,
                    codes.stream().collect(Collectors.groupingBy(code -> code, Collectors.counting())));
            assertThat(EXPECTED).containsAll(codes);
            server.send(Lines.ping(3));
            assertThat(replies.next("ping").has("result")).isTrue();
            server.send(Lines.call(4, "enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\"}"));
            Lines.content(replies.next("enqueue_task"));
            JarProcess.Ended ended = server.endInput();
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.stderr()).doesNotContain("OutOfMemoryError");
        }
    }

    private static String code(JsonNode reply) {
        if (Lines.succeeded(reply)) {
            return "none";
        }
        if (reply.has("error")) {
            String message = reply.at("/error/message").asText();
            return message.contains("longer than this server accepts") ? "longer than this server accepts" : message;
        }
        return reply.at("/result/structuredContent/error/code").asText();
    }
}
