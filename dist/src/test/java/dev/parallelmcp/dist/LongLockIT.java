package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another program has the database to itself for a long time: calls take longer, and that is all. */
class LongLockIT {

    private static final Duration HELD = Duration.ofSeconds(20);
    private static final long BETWEEN_PINGS_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long MOST_PING_SECONDS = 5;
    private static final int CALLS = 20;
    private static final int WIDTH = 64;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(DatabaseLock.Mode.class)
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void onlyDelays(DatabaseLock.Mode mode) throws Exception {
        Path database = folder.resolve("state.sqlite");
        try (PipelinedServer server = new PipelinedServer(WIDTH, "--db", database.toString())) {
            server.answer("create_run", "{\"id\":\"run\",\"keepOpen\":true}");
            PipelinedServer.InFlight waiting =
                    server.call("claim_next_task", "{\"workerId\":\"w\",\"kinds\":[\"k0\"],\"waitMs\":50000}");
            List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
            long start = System.nanoTime();
            try (DatabaseLock lock = new DatabaseLock(database, mode)) {
                assertThat(lock).isNotNull();
                for (int i = 0; i < CALLS; i++) {
                    calls.add(server.call(
                            "enqueue_task", "{\"runId\":\"run\",\"kind\":\"k" + i + "\",\"id\":\"t" + i + "\"}"));
                }
                calls.add(server.call("claim_next_task", "{\"workerId\":\"v\",\"kinds\":[\"k1\"]}"));
                calls.add(server.call("get_run", "{\"runId\":\"run\"}"));
                while (System.nanoTime() - start < HELD.toNanos()) {
                    JsonNode pong = server.request("ping", "{}").get(MOST_PING_SECONDS, TimeUnit.SECONDS);
                    assertThat(pong.has("result")).isTrue();
                    LockSupport.parkNanos(BETWEEN_PINGS_NANOS);
                }
                assertThat(calls).noneMatch(CompletableFuture::isDone);
                assertThat(waiting.isDone()).isFalse();
            }
            for (CompletableFuture<JsonNode> call : calls) {
                Lines.content(PipelinedServer.await(call));
            }
            assertThat(Lines.content(PipelinedServer.await(waiting))
                            .at("/claim/task/id")
                            .asText())
                    .isEqualTo("t0");
        }
    }
}
