package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients start their servers at the same moment, and none of them knows of the others. */
class StartTogetherIT {

    private static final int SERVERS = 20;

    @TempDir
    Path folder;

    @Test
    void serversThatMakeTheDatabaseTogetherAllWork() {
        List<CompletableFuture<PipelinedServer>> servers = IntStream.range(0, SERVERS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> startAndCreateRun(i), TheJar.threadFor("client")))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(servers.toArray(CompletableFuture[]::new));
        try {
            PipelinedServer.await(all);
            assertThat(servers.get(0).join().answer("list_runs", "{}").get("runs"))
                    .hasSize(SERVERS);
        } finally {
            all.handle((done, failure) -> servers.stream().filter(server -> !server.isCompletedExceptionally()))
                    .join()
                    .forEach(server -> server.join().close());
        }
    }

    private PipelinedServer startAndCreateRun(int number) {
        PipelinedServer server =
                new PipelinedServer(1, "--db", folder.resolve("state.sqlite").toString());
        server.answer("create_run", "{\"id\":\"run-%d\"}".formatted(number));
        return server;
    }
}
