package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ping asks whether the server is there, not whether it has nothing to do. */
class PingIT {

    private static final int WAITING = 1_000;
    private static final int PINGS = 20;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    @Test
    void isAnsweredAtOnceWhileAThousandCallsWait() {
        Path database = folder.resolve("state.sqlite");
        List<CompletableFuture<JsonNode>> waiting = new ArrayList<>();
        List<Duration> pings = new ArrayList<>();
        try (PipelinedServer server = new PipelinedServer(WAITING + 1, "--db", database.toString())) {
            server.answer("create_run", "{\"id\":\"r\"}");
            try (DatabaseLock lock = new DatabaseLock(database)) {
                for (int i = 0; i < WAITING; i++) {
                    waiting.add(
                            i % 2 == 0
                                    ? server.call(
                                            "enqueue_task",
                                            "{\"id\":\"t%d\",\"runId\":\"r\",\"kind\":\"k\"}".formatted(i))
                                    : server.call("get_run", "{\"runId\":\"r\"}"));
                }
                for (int i = 0; i < PINGS; i++) {
                    pings.add(ping(server));
                }
                assertThat(waiting).noneMatch(CompletableFuture::isDone);
                lock.release();
            }
            assertThat(waiting).allSatisfy(reply -> Lines.content(PipelinedServer.await(reply)));
        }
        System.out.printf(
                Locale.ROOT,
                "ping while %d calls wait: the first, which all were read before, %d us; the slowest of the next %d, %d us%n",
                WAITING,
                pings.get(0).toNanos() / 1_000,
                PINGS - 1,
                Collections.max(pings.subList(1, PINGS)).toNanos() / 1_000);
        assertThat(pings).allSatisfy(took -> assertThat(took).isLessThan(AT_ONCE));
    }

    private static Duration ping(PipelinedServer server) {
        long start = System.nanoTime();
        assertThat(PipelinedServer.await(server.request("ping", "{}")).has("result"))
                .isTrue();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
