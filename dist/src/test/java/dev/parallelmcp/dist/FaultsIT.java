package dev.parallelmcp.dist;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a client is told when the ground is taken from under its server. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaultsIT {

    private static final int WIDTH = 64;
    private static final int PAGE_BYTES = 4_096;
    private static final int DISK_BYTES = 3 << 20;
    private static final int BALLAST_BYTES = 1 << 20;

    @TempDir
    Path folder;

    private Path database() {
        return folder.resolve("state.sqlite");
    }

    private static PipelinedServer server(Path database) {
        return new PipelinedServer(WIDTH, "--db", database.toString(), "--log-level", "error");
    }

    private static JsonNode refused(PipelinedServer server, String tool, String arguments) {
        return refusal(PipelinedServer.await(server.call(tool, arguments)));
    }

    /** The error of a call, which shows neither a path nor SQL nor a trace. */
    private static JsonNode refusal(JsonNode reply) {
        JsonNode error = reply.at("/result/structuredContent/error");
        assertThat(error.isObject()).as("%s", reply).isTrue();
        assertThat(error.get("message").asText())
                .doesNotContain("Exception", "\tat ", "SQLITE", ".sqlite")
                .doesNotContainIgnoringCase("select ");
        return error;
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aDatabaseThatIsMovedAwayIsMissedByAllCallsAndServedAgainWhenItIsBack() throws IOException {
        try (PipelinedServer server = server(database())) {
            server.answer("create_run", "{\"id\":\"run\"}");
            PipelinedServer.InFlight waiting = server.call("claim_next_task", "{\"workerId\":\"w\",\"waitMs\":50000}");
            Path aside = Files.move(database(), folder.resolve("aside"));

            assertThat(refusal(PipelinedServer.await(waiting)).get("code").asText())
                    .isEqualTo("STORE_UNAVAILABLE");
            for (String call :
                    List.of("enqueue_task {\"runId\":\"run\",\"kind\":\"k\"}", "get_run {\"runId\":\"run\"}")) {
                String[] parts = call.split(" ", 2);
                JsonNode error = refused(server, parts[0], parts[1]);
                assertThat(error.get("code").asText()).isEqualTo("STORE_UNAVAILABLE");
                assertThat(error.get("message").asText())
                        .contains("deleted or moved away", "put it back", "stop all servers");
            }
            assertThat(database()).doesNotExist();

            Files.move(aside, database());
            server.answer("enqueue_task", "{\"runId\":\"run\",\"kind\":\"k\"}");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aServerBesideWhichItsDatabaseWasReplacedDisturbsNobodyOnTheNewOne() throws IOException {
        try (PipelinedServer first = server(database())) {
            first.answer("create_run", "{\"id\":\"old\"}");
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.delete(folder.resolve("state.sqlite" + suffix));
            }
            try (PipelinedServer second = server(database())) {
                second.answer("create_run", "{\"id\":\"new\"}");
                assertThat(refused(first, "create_run", "{\"id\":\"lost\"}")
                                .get("message")
                                .asText())
                        .contains("replaced by another");
                first.endInput();
                second.answer("create_run", "{\"id\":\"newer\"}");
                try (PipelinedServer third = server(database())) {
                    third.answer("get_run", "{\"runId\":\"new\"}");
                    third.answer("get_run", "{\"runId\":\"newer\"}");
                    assertThat(refused(third, "get_run", "{\"runId\":\"old\"}")
                                    .get("code")
                                    .asText())
                            .isEqualTo("RECORD_NOT_FOUND");
                }
            }
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void damageUnderARunningServerIsToldAndNothingElseStops() throws IOException {
        try (PipelinedServer server = server(database())) {
            server.answer("create_run", "{\"id\":\"run\"}");
            for (int i = 0; i < 200; i++) {
                server.answer(
                        "enqueue_task", "{\"runId\":\"run\",\"kind\":\"k\",\"input\":\"" + "x".repeat(500) + "\"}");
            }
        }
        // Opened anew, so that no page is in a cache; and this process has it open for the first time.
        try (PipelinedServer server = server(database())) {
            server.answer("get_run", "{\"runId\":\"run\"}");
            try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
                byte[] nonsense = "nonsense".repeat(PAGE_BYTES / 8).getBytes(US_ASCII);
                for (long at = 40L * PAGE_BYTES; at + PAGE_BYTES <= file.length(); at += PAGE_BYTES) {
                    file.seek(at);
                    file.write(nonsense);
                }
            }
            JsonNode error =
                    refused(server, "list_run_tasks", "{\"runId\":\"run\",\"limit\":1000,\"detail\":\"full\"}");
            assertThat(error.get("code").asText()).isEqualTo("STORE_CORRUPT");
            assertThat(error.get("retryable").asBoolean()).isFalse();
            assertThat(error.get("message").asText()).contains("damaged", "restore a copy");
            assertThat(PipelinedServer.await(server.request("ping", "{}")).has("result"))
                    .isTrue();
            server.answer("get_run", "{\"runId\":\"run\"}");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskRefusesWritesUntilThereIsRoom() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString()), "may not mount");
        try {
            Path ballast = Files.write(disk.resolve("ballast"), new byte[BALLAST_BYTES]);
            try (PipelinedServer server = server(disk.resolve("state.sqlite"))) {
                server.answer("create_run", "{\"id\":\"run\"}");
                String large = "{\"runId\":\"run\",\"kind\":\"k\",\"input\":\"" + "x".repeat(50_000) + "\"}";
                int acknowledged = 0;
                JsonNode reply = PipelinedServer.await(server.call("enqueue_task", large));
                while (Lines.succeeded(reply)) {
                    acknowledged++;
                    reply = PipelinedServer.await(server.call("enqueue_task", large));
                }
                assertThat(refusal(reply).get("code").asText()).isEqualTo("STORE_UNAVAILABLE");
                assertThat(refusal(reply).get("message").asText()).contains("disk is full; make room");
                assertThat(server.answer("get_run", "{\"runId\":\"run\"}")
                                .at("/taskCounts/queued")
                                .asInt())
                        .isEqualTo(acknowledged);
                Files.delete(ballast);
                server.answer("enqueue_task", large);
            }
        } finally {
            assertThat(run("umount", "-l", disk.toString())).isTrue();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullFolderForTemporaryFilesIsOneClearLineAtTheStart() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("tmp"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()), "may not mount");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(TheJar.command("--db", database().toString()));
            builder.command().add(1, "-Djava.io.tmpdir=" + disk);
            TheJar.Finished server = TheJar.finish(builder, Lines.ping(1));
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stdout()).isEmpty();
            assertThat(server.stderr().lines().toList())
                    .singleElement()
                    .asString()
                    .contains("folder for temporary files", "-Dorg.sqlite.tmpdir")
                    .doesNotContain("Exception");
        } finally {
            assertThat(run("umount", "-l", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
