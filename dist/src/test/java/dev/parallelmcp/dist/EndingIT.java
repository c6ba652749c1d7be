package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the process ends, and what it leaves behind. */
class EndingIT {

    private static final int MOST_SECONDS_TO_END = 5;
    private static final String HELLO = Lines.HELLO + Lines.call(1, "create_run", "{\"id\":\"r\"}");
    private static final String LARGE_REPLIES = """
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            {"jsonrpc":"2.0","id":3,"method":"tools/list"}
            {"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"get_run","arguments":{"runId":"r"}}}
            {"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"create_run","arguments":{}}}
            """;

    @TempDir
    Path folder;

    private Process start(String... arguments) throws IOException {
        List<String> command = TheJar.command(arguments);
        command.add(1, "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private Process serve() throws IOException {
        return start("--db", folder.resolve("state.sqlite").toString());
    }

    private static void send(Process server, String lines) throws IOException {
        OutputStream in = server.getOutputStream();
        in.write(lines.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private static void awaitReplies(Process server, int count) throws IOException {
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        for (int i = 0; i < count; i++) {
            assertThat(out.readLine()).isNotNull();
        }
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aClientThatDoesNotReadCannotKeepTheServerFromEnding() throws IOException, InterruptedException {
        Process server = serve();
        try {
            // More than a pipe holds, and nobody reads.
            send(server, HELLO + LARGE_REPLIES.repeat(3));
            server.getOutputStream().close();
            assertThat(server.waitFor(TheJar.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(server.exitValue()).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aSignalEndsTheServerWellAndLeavesNothingInTheTemporaryFolder() throws IOException, InterruptedException {
        Process server = serve();
        try {
            send(server, HELLO);
            awaitReplies(server, 2);
            server.destroy();
            assertThat(server.waitFor(MOST_SECONDS_TO_END, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
            assertNothingLeft();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void theEndOfInputLeavesNothingInTheTemporaryFolder() throws IOException, InterruptedException {
        Process server = serve();
        send(server, HELLO);
        awaitReplies(server, 2);
        server.getOutputStream().close();
        assertThat(server.waitFor(MOST_SECONDS_TO_END, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        assertNothingLeft();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void anInterruptedDemoTakesItsDatabaseAway() throws IOException, InterruptedException {
        Process demo = start("demo");
        try {
            awaitReplies(demo, 2);
            demo.destroy();
            assertThat(demo.waitFor(TheJar.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertNothingLeft();
        } finally {
            demo.destroyForcibly();
        }
    }
}
