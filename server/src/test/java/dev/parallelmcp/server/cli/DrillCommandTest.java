package dev.parallelmcp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the drills refuse, before they start anything. */
class DrillCommandTest {

    private static final String WITH_A_RUN = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"create_run","arguments":{}}}
            """;

    @TempDir
    Path home;

    private Program.Run run(String... arguments) {
        return new Program(home).run("", arguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "race  | --processes=0           | --processes: given 0, allowed 1 to 64",
                "race  | --processes=65          | --processes: given 65, allowed 1 to 64",
                "race  | --tasks=0               | --tasks: given 0, allowed 1 to 1000000",
                "race  | --workers-per-process=0 | --workers-per-process: given 0, allowed 1 to 64",
                "race  | --tasks=many            | --tasks",
                "race  | --rounds=3              | --rounds",
                "race  | --durability=some       | --durability",
                "race  | --db=                   | --db: given blank text",
                "race  | --db=/no/such/folder/f  | --db: there is no folder /no/such/folder",
                "crash | --rounds=0              | --rounds: given 0, allowed 1 to 10000",
                "crash | --processes=17          | --processes: given 17, allowed 1 to 16",
                "crash | --lease-ms=499          | --lease-ms: given 499, allowed 500 to 60000",
                "crash | --seed=chance           | --seed",
            })
    void wrongUsageExitsWithTwo(String drill, String option, String told) {
        Program.Run run = run("drill", drill, option);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("parallel-mcp: ").contains(told).doesNotContain("Exception", "\tat ");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aDrillHasToBeNamed() {
        Program.Run run = run("drill");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("race or crash");
    }

    @Test
    void helpNamesTheOptions() {
        assertThat(run("drill", "race", "--help").out())
                .contains("--processes", "--tasks", "--workers-per-process", "--db", "--keep", "--json");
        assertThat(run("drill", "crash", "--help").out())
                .contains("--rounds", "--lease-ms", "--seed", "--durability", "--db", "--keep", "--json");
    }

    @Test
    void aDatabaseThatHoldsRunsIsRefusedAndLeftAsItIs() throws IOException {
        Path file = home.resolve("used.sqlite");
        new Program(home).run(WITH_A_RUN, "--db", file.toString());
        byte[] before = Files.readAllBytes(file);
        Program.Run run = run("drill", "race", "--db", file.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(file.toString(), "holds runs", "name a new file");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void whatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
        Path file = Files.writeString(home.resolve("letter"), "Dear reader, ".repeat(500));
        Program.Run run = run("drill", "crash", "--db", file.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(file.toString(), "not a database");
        assertThat(file).hasContent("Dear reader, ".repeat(500));
    }

    @ParameterizedTest
    @CsvSource({"--db, state.sqlite", "--durability, normal", "--toolset, worker"})
    void optionsOfServersAreNotReadInVain(String option, String value) {
        Program.Run run = run(option, value, "drill", "race", "--tasks", "1", "--processes", "1");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(option + ": is before the command", "put it behind");
    }

    @ParameterizedTest
    @CsvSource({"-wal", "-journal"})
    void whatIsLeftOfAnotherDatabaseIsNotTakenAway(String suffix) throws IOException {
        Path left = Files.writeString(home.resolve("moved.sqlite" + suffix), "committed");
        Program.Run run =
                run("drill", "race", "--db", home.resolve("moved.sqlite").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(left.toString(), "left of another database", "name a new file");
        assertThat(left).hasContent("committed");
        assertThat(home).isDirectoryContaining(left::equals);
    }

    @Test
    void aDrillThatIsToldToEndAtItsVeryBeginningLeavesNothing() {
        Program program = new Program(home);
        Path database = home.resolve("new.sqlite");
        program.toldToEndAtOnce();
        Program.Run run = program.run("", "drill", "race", "--db", database.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(program.endedWith).containsExactly(2);
        assertThat(run.err()).contains("told to end: no verdict");
        assertThat(home).isEmptyDirectory();
    }
}
