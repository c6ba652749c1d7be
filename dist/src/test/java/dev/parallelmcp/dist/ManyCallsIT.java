package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many calls in a row through one connection. Speed is printed, not asserted: machines are noisy. */
class ManyCallsIT {

    private static final int ROUNDS = 5;
    private static final int CYCLES_PER_ROUND = 90;

    @TempDir
    Path folder;

    @Test
    void aThousandLivesOfATaskWithoutAnError() {
        try (RawServer server =
                new RawServer("--db", folder.resolve("state.sqlite").toString())) {
            for (int i = 0; i < 250; i++) {
                server.call("create_run", "{\"id\":\"run" + i + "\"}");
                server.call("enqueue_task", "{\"runId\":\"run" + i + "\",\"kind\":\"k\",\"id\":\"task" + i + "\"}");
                cycle(server, "run" + i);
                assertThat(server.call("get_run", "{\"runId\":\"run" + i + "\"}")
                                .at("/run/status")
                                .asText())
                        .isEqualTo("completed");
            }
        }
    }

    /** Claim and complete in a small and in a large run, in turns, so that both see the same machine. */
    @Test
    void printsHowMuchALargeRunSlowsAClaim() {
        for (String durability : new String[] {"normal", "full"}) {
            try (RawServer server = new RawServer(
                    "--db", folder.resolve(durability + ".sqlite").toString(), "--durability", durability)) {
                server.call("create_run", "{\"id\":\"large\"}");
                enqueue(server, "large", 10_000);
                double[] small = new double[ROUNDS];
                double[] large = new double[ROUNDS];
                for (int round = 0; round < ROUNDS; round++) {
                    String run = "small" + round;
                    server.call("create_run", "{\"id\":\"" + run + "\"}");
                    enqueue(server, run, 100);
                    small[round] = cyclesPerSecond(server, run);
                    large[round] = cyclesPerSecond(server, "large");
                }
                System.out.printf(
                        Locale.ROOT,
                        "claim+complete over stdio, one by one, %s: %.0f cycles/s with 100 tasks in the run, "
                                + "%.0f with 10,000 (ratio %.2f, medians of %d)%n",
                        durability,
                        median(small),
                        median(large),
                        median(small) / median(large),
                        ROUNDS);
            }
        }
    }

    private static void enqueue(RawServer server, String run, int tasks) {
        for (int i = 0; i < tasks; i++) {
            server.call("enqueue_task", "{\"runId\":\"" + run + "\",\"kind\":\"k\"}");
        }
    }

    private static double cyclesPerSecond(RawServer server, String run) {
        long start = System.nanoTime();
        for (int i = 0; i < CYCLES_PER_ROUND; i++) {
            cycle(server, run);
        }
        return CYCLES_PER_ROUND / ((System.nanoTime() - start) / 1e9);
    }

    private static void cycle(RawServer server, String run) {
        JsonNode claim = server.call("claim_next_task", "{\"workerId\":\"w\",\"runId\":\"" + run + "\"}")
                .get("claim");
        server.call(
                "complete_task",
                "{\"taskId\":\"" + claim.at("/task/id").asText() + "\",\"leaseId\":\""
                        + claim.at("/lease/id").asText() + "\",\"workerId\":\"w\"}");
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
