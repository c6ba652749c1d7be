package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that wait: how soon they are woken, also by another process, and what they cost others meanwhile. */
class WaitingIT {

    private static final int WAKINGS = 150;
    private static final int WARMING_UP = 50;
    private static final Duration WOKEN_WITHIN = Duration.ofMillis(10);

    private static final int IDLE = 100;
    private static final int WATCHED_MILLIS = 10_000;
    private static final double MOST_OF_A_CORE = 0.03;

    private static final int LONG_POLLS = 500;
    private static final int LOOKS = 50;
    private static final int ROUNDS = 3;
    private static final Duration ANSWERED_WITHIN = Duration.ofMillis(50);
    private static final Duration MOST_TIME_TO_END = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private String database;

    @BeforeEach
    void nameTheDatabase() {
        database = folder.resolve("state.sqlite").toString();
    }

    @Test
    void aClaimThatWaitsIsAnsweredSoonAfterAnotherProcessEnqueues() {
        List<Duration> waits = new ArrayList<>();
        try (RawServer planner = new RawServer("--db", database);
                PipelinedServer worker = new PipelinedServer(2, "--db", database)) {
            planner.call("create_run", "{\"id\":\"r\",\"keepOpen\":true}");
            for (int i = 0; i < WAKINGS; i++) {
                CompletableFuture<Long> claimed = claimedAt(worker, "t" + i);
                PipelinedServer.await(worker.request("ping", "{}"));
                planner.call("enqueue_task", "{\"runId\":\"r\",\"kind\":\"k\",\"id\":\"t%d\"}".formatted(i));
                long enqueued = System.nanoTime();
                waits.add(Duration.ofNanos(PipelinedServer.await(claimed) - enqueued));
            }
        }
        List<Duration> warm = new ArrayList<>(waits.subList(WARMING_UP, WAKINGS));
        Collections.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "a waiting claim after an enqueue by another process: median %d us, nine tenths %d us, slowest %d us%n",
                micros(warm.get(warm.size() / 2)),
                micros(warm.get(warm.size() * 9 / 10)),
                micros(warm.get(warm.size() - 1)));
        assertThat(warm.get(warm.size() / 2)).isLessThan(WOKEN_WITHIN);
    }

    /** When the reply to a claim came in, which must be of this task. */
    private static CompletableFuture<Long> claimedAt(PipelinedServer worker, String taskId) {
        return worker.call("claim_next_task", "{\"workerId\":\"w\",\"waitMs\":50000}")
                .thenApply(reply -> {
                    long now = System.nanoTime();
                    assertThat(Lines.content(reply).at("/claim/task/id").asText())
                            .isEqualTo(taskId);
                    return now;
                });
    }

    /** A busy machine makes the compiling of the start take longer; what waiting costs it costs in every round. */
    @Test
    void aHundredWhoWaitForNothingCostNextToNothing() {
        try (PipelinedServer server = new PipelinedServer(IDLE + 1, "--db", database)) {
            server.answer("create_run", "{\"id\":\"r\",\"keepOpen\":true}");
            List<PipelinedServer.InFlight> waiting = new ArrayList<>();
            for (int i = 0; i < IDLE; i++) {
                waiting.add(longPoll(server, i));
            }
            passTime(server, WATCHED_MILLIS / 4);
            List<Double> shares = new ArrayList<>();
            do {
                shares.add(shareOfACore(server));
            } while (shares.size() < ROUNDS && Collections.min(shares) >= MOST_OF_A_CORE);
            System.out.printf(
                    Locale.ROOT,
                    "%d idle waiting calls: %.1f %% of a core%n",
                    IDLE,
                    shares.get(shares.size() - 1) * 100);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            assertThat(Collections.min(shares)).as("in each round %s", shares).isLessThan(MOST_OF_A_CORE);
            waiting.forEach(server::cancel);
        }
    }

    private static double shareOfACore(PipelinedServer server) {
        Duration before = server.processorTime();
        passTime(server, WATCHED_MILLIS);
        return (double) server.processorTime().minus(before).toMillis() / WATCHED_MILLIS;
    }

    /** By a call that waits in vain. */
    private static void passTime(PipelinedServer server, int millis) {
        server.answer("wait_for_run", "{\"runId\":\"r\",\"waitMs\":%d}".formatted(millis));
    }

    /** That the machine was busy may be another program's doing once; that the server was is so in every round. */
    @Test
    void manyWhoWaitHoldUpNobodyAndEndWithTheInput() {
        List<Duration> slowest = new ArrayList<>();
        do {
            slowest.add(slowestBesideLongPolls("r" + slowest.size()));
        } while (slowest.size() < ROUNDS && Collections.min(slowest).compareTo(ANSWERED_WITHIN) >= 0);
        assertThat(Collections.min(slowest)).as("in each round %s", slowest).isLessThan(ANSWERED_WITHIN);
    }

    private Duration slowestBesideLongPolls(String run) {
        List<PipelinedServer.InFlight> waiting = new ArrayList<>();
        List<Duration> pings;
        List<Duration> heartbeats;
        PipelinedServer server =
                new PipelinedServer(LONG_POLLS + 1, "--db", database, "--durability", "normal", "--lease-ms", "600000");
        try (server) {
            server.answer("create_run", "{\"id\":\"%s\",\"keepOpen\":true}".formatted(run));
            String holder = holder(server, run);
            for (int i = 0; i < LONG_POLLS; i++) {
                waiting.add(longPoll(server, i));
            }
            // Until they all wait: the first answers come behind the reading of so many lines by a program just
            // started.
            durations(() -> server.answer("heartbeat_lease", holder));
            pings = durations(() -> PipelinedServer.await(server.request("ping", "{}")));
            heartbeats = durations(() -> server.answer("heartbeat_lease", holder));
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            long start = System.nanoTime();
            server.endInput();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MOST_TIME_TO_END);
        }
        assertThat(waiting).allSatisfy(reply -> Lines.content(PipelinedServer.await(reply)));
        System.out.printf(
                Locale.ROOT,
                "beside %d waiting calls: the slowest of %d pings %d us, of as many heartbeats %d us%n",
                LONG_POLLS,
                LOOKS,
                micros(Collections.max(pings)),
                micros(Collections.max(heartbeats)));
        return Collections.max(List.of(Collections.max(pings), Collections.max(heartbeats)));
    }

    /** Calls of each kind that waits, for what does not come. */
    private static PipelinedServer.InFlight longPoll(PipelinedServer server, int number) {
        return switch (number % 3) {
            case 0 ->
                server.call(
                        "claim_next_task",
                        "{\"workerId\":\"w%d\",\"kinds\":[\"none%d\"],\"waitMs\":50000}".formatted(number, number));
            case 1 -> server.call("list_events_since", "{\"afterId\":1000000,\"waitMs\":50000}");
            default -> server.call("list_events_since", "{\"eventTypes\":[\"task.timed_out\"],\"waitMs\":50000}");
        };
    }

    private static String holder(PipelinedServer server, String run) {
        server.answer("enqueue_task", "{\"runId\":\"%s\",\"kind\":\"%s\"}".formatted(run, run));
        JsonNode claim = server.answer("claim_next_task", "{\"workerId\":\"w\",\"kinds\":[\"%s\"]}".formatted(run))
                .get("claim");
        return "{\"taskId\":%s,\"leaseId\":%s,\"workerId\":\"w\"}"
                .formatted(claim.at("/task/id"), claim.at("/lease/id"));
    }

    private static List<Duration> durations(Supplier<?> call) {
        List<Duration> durations = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
            long start = System.nanoTime();
            assertThat(call.get()).isNotNull();
            durations.add(Duration.ofNanos(System.nanoTime() - start));
        }
        return durations;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
