package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a graph of a thousand tasks takes, from its line to its reply.  */
class GraphSpeedIT {

    private static final int TASKS = 1_000;
    private static final int ROUNDS = 40;
    private static final int WARM_ROUNDS = 15;
    private static final long MOST_MILLIS = 100;

    @TempDir
    Path folder;

    @Test
    void aThousandTasksInOneCallAreTakenAtOnce() {
        String tasks = tasks();
        long[] micros = new long[ROUNDS];
        try (RawServer server =
                new RawServer("--db", folder.resolve("state.sqlite").toString())) {
            for (int round = 0; round < ROUNDS; round++) {
                String run = "r" + round;
                server.call("create_run", "{\"id\":\"" + run + "\"}");
                String arguments = "{\"runId\":\"" + run + "\",\"tasks\":" + tasks + "}";
                long start = System.nanoTime();
                JsonNode answer = server.call("enqueue_tasks", arguments);
                micros[round] = (System.nanoTime() - start) / 1_000;
                assertThat(answer.get("tasks")).hasSize(TASKS);
                assertThat(answer.get("idsByRef")).hasSize(TASKS);
            }
            JsonNode counts = server.call("get_run", "{\"runId\":\"r0\"}").get("taskCounts");
            assertThat(counts.get("queued").asInt()).isEqualTo(TASKS);
        }
        long[] warm = Arrays.copyOfRange(micros, ROUNDS - WARM_ROUNDS, ROUNDS);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "enqueue_tasks of %d: first %d us, warm median %d us, best %d us, worst %d us%n",
                TASKS,
                micros[0],
                warm[WARM_ROUNDS / 2],
                warm[0],
                warm[WARM_ROUNDS - 1]);
        assertThat(warm[WARM_ROUNDS / 2]).isLessThan(MOST_MILLIS * 1_000);
    }

    /** Each behind the two before it, with some input. */
    private static String tasks() {
        StringJoiner tasks = new StringJoiner(",", "[", "]");
        for (int i = 0; i < TASKS; i++) {
            String dependsOn = i < 2 ? "" : ",\"dependsOn\":[\"t" + (i - 1) + "\",\"t" + (i - 2) + "\"]";
            tasks.add("{\"kind\":\"build\",\"ref\":\"t" + i + "\",\"input\":{\"n\":" + i + "}" + dependsOn + "}");
        }
        return tasks.toString();
    }
}
