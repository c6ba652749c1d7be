package dev.parallelmcp.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The measurements that users make, on the real jar, tiny. However one ends, it leaves no process and no file. */
class BenchIT {

    private static final long PATIENCE_SECONDS = 300;

    /** Of the measurement, so that nothing else writes there. */
    @TempDir
    Path temporary;

    private ProcessBuilder bench(String... arguments) {
        List<String> command = TheJar.command(temporary, "bench");
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command);
    }

    @AfterEach
    void nothingIsLeft() {
        TheJar.assertNothingLeft(temporary);
    }

    @Test
    void allWorkloadsAreMeasured() throws JsonProcessingException {
        TheJar.Finished all = TheJar.finish(
                bench("all", "--quick", "--tasks", "20", "--warm-up", "5", "--backlog", "100", "--json"),
                "",
                PATIENCE_SECONDS);
        assertThat(all.exitCode()).as(all.stdout() + all.stderr()).isZero();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : all.stdout().lines().toList()) {
            rows.add(Lines.mapper(10).readTree(line));
        }
        assertThat(rows)
                .allMatch(row -> row.path("operationsPerSecond").asDouble() > 0)
                .allMatch(row -> row.path("errors").asInt() == 0);
        assertThat(rows)
                .extracting(row -> row.path("workload").asText().replaceAll("/.*", ""))
                .contains(
                        "limit",
                        "claim-complete",
                        "enqueue",
                        "graph",
                        "batch",
                        "events",
                        "mixed",
                        "stdio",
                        "wake",
                        "flat");
        assertThat(rows)
                .filteredOn(row -> row.path("workload").asText().equals("claim-complete"))
                .hasSize(4)
                .allMatch(row -> row.path("ratio").asDouble() > 0);
    }

    @Test
    void anotherCommandCanStartTheServers() {
        String command = "\"" + TheJar.java() + "\" -Djava.io.tmpdir=" + temporary + " -jar \"" + TheJar.path() + "\"";
        TheJar.Finished wake = TheJar.finish(
                bench("--workload", "wake", "--tasks", "2", "--warm-up", "0", "--server-command", command),
                "",
                PATIENCE_SECONDS);
        assertThat(wake.exitCode()).as(wake.stderr()).isZero();
        assertThat(wake.stdout().lines()).last().asString().matches("wake +2 +1 +full( +\\d+){3}( +-){4}");
    }

    @EnabledOnOs({OS.LINUX, OS.MAC})
    @Test
    void whoIsToldToEndLeavesNoServer() throws IOException, InterruptedException {
        Signal.TERM.assumeNotIgnored();
        Process running = bench("--workload", "wake", "--tasks", "100000").start();
        BufferedReader progress = new BufferedReader(new InputStreamReader(running.getErrorStream(), UTF_8));
        assertThat(progress.lines().anyMatch(line -> line.equals("bench: wake: round 1 of 1")))
                .isTrue();
        Signal.TERM.sendTo(running.pid());
        assertThat(running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).isEqualTo(2);
        assertThat(progress.lines()).contains("bench: told to end");
    }
}
