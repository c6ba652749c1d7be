package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees who types the command, rightly or wrongly. */
class CommandLineIT {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n";

    @TempDir
    Path folder;

    @Test
    void versionIsTheRealOneOnStdout() {
        TheJar.Finished version = TheJar.run("", "--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.stdout()).containsPattern("\\d+\\.\\d+\\.\\d+").doesNotContainIgnoringCase("unknown");
        assertThat(version.stderr()).isEmpty();
    }

    @Test
    void helpNamesEveryOption() {
        TheJar.Finished help = TheJar.run("", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.stdout())
                .contains(
                        "--db",
                        "--durability",
                        "--lease-ms",
                        "--max-attempts",
                        "--busy-timeout-ms",
                        "--log-level",
                        "demo",
                        "PARALLEL_MCP_DB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-such-option",
                "--durability=maybe",
                "--lease-ms=0",
                "--db=",
                "--lease-ms=soon",
                "no-such-command"
            })
    void wrongUsageExitsWithTwo(String argument) {
        TheJar.Finished wrong = TheJar.run("", argument);
        assertThat(wrong.exitCode()).as(wrong.stderr()).isEqualTo(2);
        assertThat(wrong.stdout()).isEmpty();
        assertThat(wrong.stderr()).isNotBlank().doesNotContain("Exception", "\tat ");
    }

    @Test
    void aMissingFolderIsOneClearLine() {
        refused(folder.resolve("no/such/folder/state.sqlite"));
    }

    @Test
    void aFolderIsOneClearLine() {
        refused(folder);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aDeviceIsOneClearLine() {
        refused(Path.of("/dev/null"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPlaceThatCannotBeWrittenIsOneClearLine() {
        // Holds for every user, root included.
        refused(Path.of("/proc/state.sqlite"));
    }

    @Test
    void aGarbageFileIsRefusedAndUnchanged() throws IOException {
        Path garbage = Files.write(
                folder.resolve("garbage"), "not a database, ".repeat(500).getBytes(StandardCharsets.UTF_8));
        byte[] before = Files.readAllBytes(garbage);
        refused(garbage);
        assertThat(Files.readAllBytes(garbage)).isEqualTo(before);
    }

    @Test
    void somebodyElsesDatabaseIsRefusedAndUnchanged() throws IOException, SQLException {
        Path other = folder.resolve("other.sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs(x)");
        }
        byte[] before = Files.readAllBytes(other);
        refused(other);
        assertThat(Files.readAllBytes(other)).isEqualTo(before);
        assertThat(folder.resolve("other.sqlite-wal")).doesNotExist();
    }

    @Test
    void theEnvironmentNamesTheDatabase() {
        Path database = folder.resolve("from-environment.sqlite");
        ProcessBuilder builder = new ProcessBuilder(TheJar.command());
        builder.environment().put("PARALLEL_MCP_DB", database.toString());
        TheJar.Finished server = TheJar.finish(builder, PING);
        assertThat(server.exitCode()).as(server.stderr()).isZero();
        assertThat(database).exists();
    }

    @Test
    void theDefaultDatabaseIsInTheUsersDataFolderAndToldOnStderr() {
        ProcessBuilder builder = new ProcessBuilder(TheJar.command());
        builder.environment().remove("PARALLEL_MCP_DB");
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        TheJar.Finished server = TheJar.finish(builder, PING);
        assertThat(server.exitCode()).as(server.stderr()).isZero();
        assertThat(server.stderr()).contains(folder.resolve("data").toString());
        assertThat(folder.resolve("data/parallel-mcp/state.sqlite")).exists();
    }

    @Test
    void aDatabaseInMemoryLeavesNothingBehind() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(TheJar.command("--db", ":memory:"));
        builder.directory(folder.toFile());
        assertThat(TheJar.finish(builder, PING).exitCode()).isZero();
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void theDemoCompletesAndSaysWhatToTryNext() {
        TheJar.Finished demo = TheJar.run("", "demo");
        assertThat(demo.exitCode()).as(demo.stderr()).isZero();
        assertThat(demo.stdout())
                .contains(
                        "60 tasks", "dead", "revive", "task.retry_scheduled", "task.dead_lettered", "Run completed in")
                .contains("report");
    }

    private static void refused(Path database) {
        TheJar.Finished server = TheJar.run(PING, "--db", database.toString());
        assertThat(server.exitCode()).as(server.stderr()).isEqualTo(1);
        assertThat(server.stdout()).isEmpty();
        assertThat(server.stderr().lines())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .contains(database.toString())
                        .doesNotContain("Exception")
                        .doesNotContain("\tat "));
    }
}
