package dev.parallelmcp.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drills that users run, on the real jar, short. However one ends, it leaves no process and no file. */
class DrillIT {

    private static final long PATIENCE_SECONDS = 300;

    /** Of the drill, so that nothing else writes there. */
    @TempDir
    Path temporary;

    @TempDir
    Path folder;

    private ProcessBuilder drill(String... arguments) {
        List<String> command = TheJar.command(temporary, "drill");
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command);
    }

    private TheJar.Finished run(String... arguments) {
        return TheJar.finish(drill(arguments), "", PATIENCE_SECONDS);
    }

    @BeforeEach
    void nothingIsThere() {
        assertThat(temporary).isEmptyDirectory();
    }

    @AfterEach
    void nothingIsLeft() {
        TheJar.assertNothingLeft(temporary);
    }

    @Test
    void aRaceHasEveryTaskOnce() {
        TheJar.Finished race = run("race", "--processes", "4", "--tasks", "2000");
        assertThat(race.exitCode()).as(race.stdout() + race.stderr()).isZero();
        assertThat(race.stdout().lines())
                .anyMatch(line -> line.matches(" +duplicates +0 +must be 0"))
                .anyMatch(line -> line.matches(" +completed once, by the log +2000 +must be 2000"))
                .last()
                .asString()
                .startsWith("race: PASSED 2000 of 2000 tasks over 4 processes, 0 duplicates, 0 errors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "normal"})
    void aCrashLosesNothingThatWasAcknowledged(String durability) {
        TheJar.Finished crash = run("crash", "--rounds", "5", "--durability", durability);
        assertThat(crash.exitCode()).as(crash.stdout() + crash.stderr()).isZero();
        assertThat(crash.stdout().lines()).last().asString().startsWith("crash: PASSED 5 kills, 0 of ");
        assertThat(crash.stderr()).containsPattern("seed \\d+").contains("5 of 5");
    }

    @Test
    void aReportForMachinesIsAllThatIsOnStandardOutput() throws JsonProcessingException {
        TheJar.Finished race = run("race", "--processes", "1", "--tasks", "50", "--json");
        assertThat(race.exitCode()).as(race.stderr()).isZero();
        JsonNode report = Lines.mapper(10).readTree(race.stdout());
        assertThat(report.path("passed").asBoolean()).isTrue();
        assertThat(report.at("/figures/completedOnce").asInt()).isEqualTo(50);
    }

    @Test
    void aNamedDatabaseIsKeptOnlyWhenAskedFor() {
        Path file = folder.resolve("drill.sqlite");
        assertThat(run("race", "--processes", "1", "--tasks", "50", "--db", file.toString())
                        .exitCode())
                .isZero();
        assertThat(folder).isEmptyDirectory();
        TheJar.Finished kept = run("race", "--processes", "1", "--tasks", "50", "--db", file.toString(), "--keep");
        assertThat(kept.exitCode()).isZero();
        assertThat(kept.stderr()).contains("the database is " + file);
        assertThat(file).exists();
        TheJar.Finished again = run("race", "--processes", "1", "--tasks", "50", "--db", file.toString());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.stdout()).isEmpty();
        assertThat(again.stderr()).contains("holds runs");
        assertThat(file).exists();
    }

    @Test
    void aServerThatDiesInARaceFailsIt() throws IOException, InterruptedException {
        Process race = begin("race", "--processes", "2", "--tasks", "100000", "--workers-per-process", "1");
        List<ProcessHandle> servers = race.descendants().toList();
        assertThat(servers).hasSize(2);
        servers.forEach(ProcessHandle::destroyForcibly);
        assertThat(race.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(race.exitValue()).isEqualTo(1);
        assertThat(new String(race.getInputStream().readAllBytes(), UTF_8))
                .contains("NO_REPLY", "SERVER_ENDED_BADLY", "race: FAILED");
    }

    @EnabledOnOs({OS.LINUX, OS.MAC})
    @ParameterizedTest
    @ValueSource(strings = {"race", "crash"})
    void aDrillThatIsToldToEndGivesNoVerdict(String drill) throws IOException, InterruptedException {
        Signal.TERM.assumeNotIgnored();
        Process running = begin(drill);
        List<ProcessHandle> servers = running.descendants().toList();
        assertThat(servers).isNotEmpty();
        Signal.TERM.sendTo(running.pid());
        assertThat(running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).isEqualTo(2);
        assertThat(running.getInputStream().readAllBytes()).isEmpty();
        assertThat(servers).noneMatch(ProcessHandle::isAlive);
    }

    /** A drill whose servers are at work. */
    private Process begin(String... arguments) throws IOException {
        Process process = drill(arguments).start();
        BufferedReader progress = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
        String line = progress.readLine();
        while (line != null && !line.matches("drill: +\\d+ of \\d+ .*")) {
            line = progress.readLine();
        }
        assertThat(line).as("a line of progress").isNotNull();
        TheJar.threadFor("progress").execute(() -> readOn(progress));
        return process;
    }

    /** Else the drill would wait at some time until somebody reads. */
    private static void readOn(BufferedReader progress) {
        try {
            progress.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
