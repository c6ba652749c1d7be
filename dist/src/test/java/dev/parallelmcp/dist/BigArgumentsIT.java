package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments from large to far too large: accepted or clearly refused, and the memory they took is given back. */
class BigArgumentsIT {

    private static final int WARM_UP_CALLS = 1_000;
    private static final int ROUNDS = 3;
    private static final int[] MEBIBYTES = {1, 5, 20};
    private static final int MOST_LINE_MEBIBYTES = 16;
    private static final int BYTES_PER_MEBIBYTE = 1 << 20;
    private static final long MOST_MEBIBYTES_KEPT = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MILLIS_BETWEEN_LOOKS = 100;

    private final ReplyQueue replies = new ReplyQueue();
    private int lastId;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 12})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the memory of a process is read from /proc")
    void areAnsweredAndLeaveNoMemoryTaken(int mostPayloadMebibytes) {
        try (JarProcess server = new JarProcess(
                replies,
                "--db",
                folder.resolve("state.sqlite").toString(),
                "--max-payload-bytes",
                Integer.toString(mostPayloadMebibytes * BYTES_PER_MEBIBYTE))) {
            server.send(Lines.HELLO + Lines.call(1, "create_run", "{\"id\":\"r\"}"));
            replies.next("initialize");
            Lines.content(replies.next("create_run"));
            warmUp(server);
            long before = residentMebibytes(server);
            for (int round = 0; round < ROUNDS; round++) {
                for (int mebibytes : MEBIBYTES) {
                    assertAnswered(server, mebibytes, mostPayloadMebibytes);
                }
            }
            long high = residentMebibytes(server);
            long after = awaitMemory(server, before + MOST_MEBIBYTES_KEPT);
            System.out.printf(
                    Locale.ROOT,
                    "arguments of 1, 5 and 20 MiB, payloads up to %d MiB: resident %d MiB before, %d after them, %d at last%n",
                    mostPayloadMebibytes,
                    before,
                    high,
                    after);
            assertThat(after).isLessThanOrEqualTo(before + MOST_MEBIBYTES_KEPT);
            assertThat(server.endInput().exitCode()).isZero();
        }
    }

    /** What a server needs for its work, however small the arguments, is not what large ones leave behind. */
    private void warmUp(JarProcess server) {
        for (int call = 0; call < WARM_UP_CALLS; call++) {
            server.send(Lines.call(++lastId, "enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\"}"));
            Lines.content(replies.next("enqueue_task"));
        }
    }

    private void assertAnswered(JarProcess server, int mebibytes, int mostPayloadMebibytes) {
        // With its quotes it is the largest of its kind.
        String text = "x".repeat(mebibytes * BYTES_PER_MEBIBYTE - 2);
        int id = ++lastId;
        server.send(Lines.call(id, "enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\",\"input\":\"" + text + "\"}"));
        JsonNode reply = replies.next(mebibytes + " MiB");
        if (mebibytes >= MOST_LINE_MEBIBYTES) {
            assertThat(reply.get("id").isNull()).isTrue();
            assertThat(reply.at("/error/code").asInt()).isEqualTo(-32_600);
            assertThat(reply.at("/error/message").asText()).contains("longer");
        } else {
            assertThat(reply.get("id").asInt()).isEqualTo(id);
            assertThat(
                            mebibytes <= mostPayloadMebibytes
                                    ? Lines.succeeded(reply)
                                    : reply.at("/result/structuredContent/error/code")
                                            .asText()
                                            .equals("PAYLOAD_TOO_LARGE"))
                    .as("%d MiB, allowed are %d", mebibytes, mostPayloadMebibytes)
                    .isTrue();
        }
        ping(server);
    }

    private void ping(JarProcess server) {
        server.send(Lines.ping(0));
        assertThat(replies.next("ping").has("result")).isTrue();
    }

    /** What is resident as soon as it is at most this, or at the end of the patience. */
    private long awaitMemory(JarProcess server, long mebibytes) {
        long start = System.nanoTime();
        long resident = residentMebibytes(server);
        while (resident > mebibytes && System.nanoTime() - start < PATIENCE.toNanos()) {
            // Not more often: many pings are work that takes memory themselves.
            PipelinedServer.await(CompletableFuture.runAsync(
                    () -> ping(server),
                    CompletableFuture.delayedExecutor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)));
            resident = residentMebibytes(server);
        }
        return resident;
    }

    private static long residentMebibytes(JarProcess server) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
