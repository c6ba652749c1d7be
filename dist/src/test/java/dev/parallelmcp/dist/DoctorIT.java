package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar examines a database, beside servers too. */
class DoctorIT {

    private static final int WRITERS = 4;

    @TempDir
    Path folder;

    private TheJar.Finished doctor(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("doctor", "--db", folder.resolve("state.sqlite").toString()));
        all.addAll(List.of(arguments));
        return TheJar.run("", all.toArray(String[]::new));
    }

    private JsonNode json(TheJar.Finished run) throws JsonProcessingException {
        return new ObjectMapper().readTree(run.stdout());
    }

    private RawServer server() {
        return new RawServer("--db", folder.resolve("state.sqlite").toString(), "--durability", "normal");
    }

    @Test
    void itTellsWhetherADatabaseIsInOrder() throws SQLException, JsonProcessingException {
        assertThat(doctor().exitCode()).isEqualTo(2);
        try (RawServer server = server()) {
            server.call("create_run", "{\"id\":\"run\",\"keepOpen\":true}");
            server.call("enqueue_task", "{\"runId\":\"run\",\"kind\":\"k\",\"id\":\"task\"}");
            TheJar.Finished sound = doctor();
            assertThat(sound.exitCode()).as(sound.stdout()).isZero();
            assertThat(sound.stdout().lines()).last().isEqualTo("verdict     in order");
            assertThat(sound.stderr()).isEmpty();
        }
        assertThat(json(doctor("--json")).get("verdict").asText()).isEqualTo("clean");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.sqlite"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM events WHERE task_id = 'task'");
        }
        TheJar.Finished damaged = doctor("--json");
        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(json(damaged).at("/findings/0/symptom").asText()).isEqualTo("unlogged_task");
    }

    @Test
    void itGivesNoFalseAlarmBesideWritingServers() {
        server().close();
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String name = "w" + i;
            writers.add(CompletableFuture.supplyAsync(() -> write(name, enough), TheJar.threadFor(name)));
        }
        try {
            for (int i = 0; i < Campaign.size(5, 200); i++) {
                TheJar.Finished run = doctor();
                assertThat(run.exitCode()).as(run.stdout()).isZero();
            }
        } finally {
            enough.set(true);
        }
        assertThat(writers.stream().mapToInt(CompletableFuture::join).sum())
                .as("rounds that were written meanwhile")
                .isGreaterThan(WRITERS);
    }

    /** Enqueues, claims, fails, completes, cancels and prunes until it is told to stop; answers how often. */
    private int write(String name, AtomicBoolean enough) {
        int rounds = 0;
        try (RawServer server = server()) {
            while (!enough.get()) {
                String run = name + "-" + rounds;
                server.call("create_run", "{\"id\":\"%s\",\"context\":{\"a\":1}}".formatted(run));
                server.call("enqueue_tasks", """
                        {"runId":"%s","tasks":[{"ref":"a","kind":"k","maxAttempts":1},\
                        {"ref":"b","kind":"k","dependsOn":["a"]},{"ref":"c","kind":"k","dependsOn":["a"]}]}""".formatted(run));
                JsonNode lease = server.call(
                                "claim_next_task", "{\"workerId\":\"%s\",\"runId\":\"%s\"}".formatted(name, run))
                        .at("/claim/lease");
                String holder = "{\"taskId\":\"%s\",\"leaseId\":\"%s\",\"workerId\":\"%s\""
                        .formatted(lease.get("taskId").asText(), lease.get("id").asText(), name);
                if (rounds % 2 == 0) {
                    server.call("fail_task", holder + ",\"error\":\"bad\",\"retryable\":true}");
                } else {
                    server.call("complete_task", holder + ",\"nextContext\":{\"b\":2}}");
                    server.call("cancel_run", "{\"runId\":\"%s\"}".formatted(run));
                }
                if (rounds % 20 == 19) {
                    server.call("prune_runs", "{\"olderThan\":\"2100-01-01T00:00:00Z\",\"limit\":10}");
                }
                rounds++;
            }
        }
        return rounds;
    }
}
