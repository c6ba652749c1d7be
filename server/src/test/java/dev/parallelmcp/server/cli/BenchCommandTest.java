package dev.parallelmcp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bench prints and refuses. */
class BenchCommandTest {

    @TempDir
    Path home;

    private Program.Run run(String... arguments) {
        return new Program(home).run("", arguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--workload=swim         | --workload: given swim, allowed claim-complete, enqueue",
                "--tasks=0               | --tasks: given 0, allowed 1 to 1000000",
                "--tasks=many            | --tasks",
                "--rounds=101            | --rounds: given 101, allowed 1 to 100",
                "--warm-up=-1            | --warm-up: given -1, allowed 0 to 1000000",
                "--backlog=0             | --backlog: given 0, allowed 1 to 10000000",
                "--workers=0             | --workers: given 0, allowed 1 to 256",
                "--durability=some       | --durability",
                "--server-command=       | --server-command: given blank text",
                "--db=                   | --db: given blank text, name a folder",
                "--db=/no/such/folder/f  | --db: there is no folder /no/such/folder",
                "some                    | given some, allowed is all",
                "all                     | --workload: is for one workload",
            })
    void wrongUsageExitsWithTwo(String option, String told) {
        assertRefused(
                option.startsWith("--workload") ? run("bench", option) : run("bench", "--workload=limit", option),
                told);
    }

    @ParameterizedTest
    @CsvSource({"--workers=2, --workers: is for one workload", "--durability=full, --durability: is for one workload"})
    void allHasSettingsOfItsOwn(String option, String told) {
        assertRefused(run("bench", "all", option), told);
    }

    @ParameterizedTest
    @CsvSource({"stdio", "wake"})
    void workersThatWouldNotComeAreRefused(String workload) {
        assertRefused(run("bench", "--workload", workload, "--workers=2"), "--workers: " + workload + " has its own");
    }

    @Test
    void somethingHasToBeNamed() {
        assertRefused(run("bench"), "say what to measure, all or --workload");
    }

    @ParameterizedTest
    @CsvSource({"--db, state.sqlite", "--durability, normal", "--toolset, worker"})
    void optionsOfServersAreNotReadInVain(String option, String value) {
        assertRefused(run(option, value, "bench", "--workload=limit"), option + ": is before the command");
    }

    private void assertRefused(Program.Run run, String told) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("parallel-mcp: ").contains(told).doesNotContain("Exception", "\tat ");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aDatabaseThatIsThereIsRefusedAndLeftAsItIs() throws IOException {
        Path file = Files.writeString(home.resolve("state.sqlite"), "mine");
        Program.Run run = run("bench", "--workload=limit", "--db", file.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(file.toString(), "name a folder");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aTableHasAHeadAndALine() {
        Program.Run run = run(
                "bench",
                "--workload=claim-complete",
                "--tasks=5",
                "--warm-up=0",
                "--db",
                home.resolve("new").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out().lines().findFirst().orElseThrow()).startsWith("workload ");
        assertThat(run.out().lines().skip(1).findFirst().orElseThrow())
                .matches("claim-complete +5 +1 +full( +\\d+){5} +\\d+\\.\\d\\d +-");
        assertThat(run.err()).contains("bench: claim-complete, full, workers: 1");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void jsonIsALineForEachRowAndNothingElse() {
        Program.Run run = run(
                "bench",
                "--workload=enqueue",
                "--tasks=5",
                "--warm-up=5",
                "--rounds=2",
                "--durability=normal",
                "--workers=2",
                "--json",
                "--db",
                home.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .singleElement()
                .asString()
                .matches("\\{\"workload\":\"enqueue\",\"tasks\":5,\"workers\":2,\"durability\":\"normal\","
                        + "\"operationsPerSecond\":[0-9.E]+,\"p50Micros\":[0-9.E]+,\"p99Micros\":[0-9.E]+,"
                        + "\"walBytesPerTask\":[0-9.E]+}");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aServerThatDoesNotStartEndsTheMeasurement() {
        Program.Run run = run(
                "bench",
                "--workload=stdio",
                "--tasks=5",
                "--warm-up=0",
                "--json",
                "--server-command",
                "\"" + home.resolve("no such program") + "\" --really",
                "--db",
                home.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("cannot start a server", "no such program\"");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void whoIsToldToEndAtTheVeryBeginningLeavesNothing() {
        Program program = new Program(home);
        program.toldToEndAtOnce();
        Program.Run run = program.run(
                "",
                "bench",
                "--workload=limit",
                "--json",
                "--db",
                home.resolve("new").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(program.endedWith).containsExactly(2);
        assertThat(run.err()).contains("told to end");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void helpNamesEveryWorkload() {
        assertThat(run("bench", "--help").out().replaceAll("\\s+", " "))
                .contains("claim-complete, enqueue, graph, batch, stdio, wake, events, mixed, flat, limit");
    }
}
