package dev.parallelmcp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n";
    private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n";

    @TempDir
    Path home;

    private Program program() {
        return new Program(home);
    }

    @Test
    void withoutOptionsItServesFromTheUsersDataFolderAndSaysWhere() throws IOException {
        Program.Run run = program().run(PING);
        Path file = home.resolve(".local/share/parallel-mcp/state.sqlite");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(PONG);
        assertThat(run.err()).isEqualTo("parallel-mcp: keeping state in " + file + System.lineSeparator());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void theEnvironmentNamesTheDatabaseAndTheOptionWins() {
        Program program = program();
        program.environment.put("PARALLEL_MCP_DB", home.resolve("environment").toString());
        assertThat(program.run(PING)).isEqualTo(new Program.Run(0, PONG, ""));
        assertThat(home.resolve("environment")).exists();
        program.run(PING, "--db", home.resolve("option").toString());
        assertThat(home.resolve("option")).exists();
    }

    @Test
    void aDatabaseInMemoryLeavesNothing() throws IOException {
        assertThat(program().run(PING, "--db", ":memory:")).isEqualTo(new Program.Run(0, PONG, ""));
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,         XDG_DATA_HOME, /data/parallel-mcp",
        "Linux,         OTHER,         /home/u/.local/share/parallel-mcp",
        "Mac OS X,      XDG_DATA_HOME, /home/u/Library/Application Support/parallel-mcp",
        "Windows 11,    LOCALAPPDATA,  /data/parallel-mcp",
        "Windows 11,    OTHER,         /home/u/AppData/Local/parallel-mcp"
    })
    void theDataFolderFollowsTheOperatingSystem(String os, String variable, String folder) {
        Program program = new Program(Path.of("/home/u"));
        program.system.setProperty("os.name", os);
        program.environment.put(variable, "/data");
        assertThat(program.dataFolder()).isEqualTo(Path.of(folder));
    }

    @Test
    void aRelativeDataFolderIsIgnored() {
        Program program = new Program(Path.of("/home/u"));
        program.environment.put("XDG_DATA_HOME", "data");
        assertThat(program.dataFolder()).isEqualTo(Path.of("/home/u/.local/share/parallel-mcp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-such-option",
                "no-such-command",
                "--durability=maybe",
                "--lease-ms=0",
                "--lease-ms=soon",
                "--max-attempts=0",
                "--max-payload-bytes=12582913",
                "--busy-timeout-ms=-1",
                "--retain=0d",
                "--retain=4000d",
                "--retain=30",
                "--retain=long",
                "--log-level=loud",
                "--db"
            })
    void wrongUsageIsToldOnStderr(String argument) {
        Program.Run run = program().run(PING, argument);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("parallel-mcp: ")
                .contains(argument.replaceAll("=.*", ""))
                .doesNotContain("Exception", "\tat ");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void valuesOfOptionsAreOfAnyCase() {
        Program program = program();
        assertThat(program.run(PING, "--db=:memory:", "--durability=Normal", "--log-level=INFO")
                        .exitCode())
                .isZero();
        assertThat(program.system).containsEntry("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }

    @Test
    void theLogIsQuietUnlessAskedOtherwise() {
        Program program = program();
        program.run(PING, "--db=:memory:");
        assertThat(program.system)
                .containsEntry("org.slf4j.simpleLogger.defaultLogLevel", "warn")
                .containsEntry("org.slf4j.simpleLogger.log.org.sqlite", "off");
    }

    @Test
    void helpAndVersionAreForStandardOutput() {
        assertThat(program().run("", "--version")).isEqualTo(new Program.Run(0, "parallel-mcp 1.2.3\n", ""));
        Program.Run help = program().run("", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("--db", "--durability", "--busy-timeout-ms", "--lease-ms", "--max-attempts")
                .contains("--max-payload-bytes", "--log-level", "PARALLEL_MCP_DB")
                .contains("--toolset", "--tools", "--read-only")
                .contains("demo", "doctor", "drill");
    }

    @Test
    void aValueMayHaveTheNameOfACommand() {
        Program.Run run = program().run(PING, "--db=:memory:", "--namespace", "demo");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"result\":{}");
    }

    @Test
    void aFolderIsNoDatabase() {
        assertRefused(home, "folder");
    }

    @Test
    void aMissingFolderIsNotMade() {
        assertRefused(home.resolve("no/such/file"), "folder");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void garbageIsLeftAsItIs() throws IOException {
        Path garbage = Files.writeString(home.resolve("garbage"), "not a database, ".repeat(500));
        assertRefused(garbage, "not a database");
        assertThat(garbage).hasContent("not a database, ".repeat(500));
    }

    private void assertRefused(Path file, String reason) {
        Program.Run run = program().run(PING, "--db", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("parallel-mcp: ").contains(file.toString(), reason);
    }

    @Test
    @Timeout(20) // Far less than the 30 s for which a call would wait, far more than a busy machine needs.
    void aLockedDatabaseDoesNotKeepTheProgramFromEnding() throws SQLException {
        Path file = home.resolve("state.sqlite");
        program().run(PING, "--db", file.toString());
        String lines = "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-06-18',"
                + "'capabilities':{},'clientInfo':{'name':'test','version':'1'}}}\n"
                + "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'create_run','arguments':{}}}\n";
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            Program.Run run = program().run(lines.replace('\'', '"'), "--db", file.toString());
            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines()).hasSize(2).last().asString().contains("STORE_BUSY", "\"isError\":true");
        }
    }

    @Test
    void whatHasToBeDoneAtShutdownMayBeDoneAfterTheEnd() {
        Program program = program();
        program.run(PING, "--db=:memory:");
        assertThat(program.atShutdown).hasSize(1);
        assertThat(program.atShutdown.get(0).getAsInt()).isZero();
    }
}
