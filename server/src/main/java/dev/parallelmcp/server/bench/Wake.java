package dev.parallelmcp.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A worker waits for a task at one server, and another server on the same database is given one: how long until the worker
 * has it, from the moment before the request is written.
 */
final class Wake implements Measurement {

    /** The wait of a claim; a task comes long before it is over. */
    private static final int WAIT_MILLIS = 10_000;

    private static final int LEAST_GAP_MILLIS = 5;
    private static final int MOST_GAP_MILLIS = 60;
    private static final long SEED = 7;

    private static final String CLAIM = "{\"workerId\":\"" + Items.worker(0) + "\",\"kinds\":[\"" + Items.KIND
            + "\"],\"waitMs\":" + WAIT_MILLIS + "}";
    private static final String ENQUEUE =
            "{\"runId\":\"" + ServerTasks.RUN_ID + "\",\"kind\":\"" + Items.KIND + "\",\"input\":" + Items.INPUT + "}";

    /** A claim that came, and when. */
    private record Arrival(JsonNode claim, long nanos) {}

    @Override
    public void run(Site site, Load load, Effort effort)
            throws IOException, InterruptedException, BenchStoppedException {
        Rounds rounds = new Rounds();
        for (int round = 0; round < effort.rounds(); round++) {
            site.progress().accept("wake: round " + (round + 1) + " of " + effort.rounds());
            rounds.add("wake", load, measure(site, load, effort.warmUp()));
        }
        rounds.medians(site.rows());
    }

    private static Sample measure(Site site, Load load, int warmUp)
            throws IOException, InterruptedException, BenchStoppedException {
        ExecutorService waiting = Executors.newSingleThreadExecutor();
        try (FreshFile file = site.workspace().fresh();
                ServerConnection giver = site.servers().start(file.path(), load.durability());
                ServerConnection taker = site.servers().start(file.path(), load.durability())) {
            ServerTasks.enqueue(giver, 0);
            SplittableRandom random = new SplittableRandom(SEED);
            for (int i = 0; i < warmUp; i++) {
                wake(giver, taker, waiting, random);
            }
            Latencies latencies = new Latencies();
            long all = 0;
            for (int i = 0; i < load.tasks(); i++) {
                long nanos = wake(giver, taker, waiting, random);
                latencies.add(nanos);
                all += nanos;
            }
            return Sample.of(load.tasks(), all, latencies);
        } finally {
            waiting.shutdownNow();
        }
    }

    private static long wake(
            ServerConnection giver, ServerConnection taker, ExecutorService waiting, SplittableRandom random)
            throws InterruptedException, BenchStoppedException {
        Future<Arrival> arrival =
                waiting.submit(() -> new Arrival(taker.answer("claim_next_task", CLAIM), System.nanoTime()));
        try {
            Arrival early = arrival.get(random.nextInt(LEAST_GAP_MILLIS, MOST_GAP_MILLIS), TimeUnit.MILLISECONDS);
            throw new BenchStoppedException("a claim that should wait was answered: " + early.claim());
        } catch (TimeoutException stillWaiting) {
            long begin = System.nanoTime();
            giver.answer("enqueue_task", ENQUEUE);
            return await(arrival, taker) - begin;
        } catch (ExecutionException e) {
            throw new BenchStoppedException("a waiting worker stopped: " + e.getCause(), e);
        }
    }

    private static long await(Future<Arrival> arrival, ServerConnection taker)
            throws InterruptedException, BenchStoppedException {
        try {
            Arrival claimed = arrival.get();
            JsonNode claim = claimed.claim().path("claim");
            taker.answer(
                    "complete_task",
                    ServerTasks.complete(
                            0,
                            claim.at("/task/id").asText(),
                            claim.at("/lease/id").asText()));
            return claimed.nanos();
        } catch (ExecutionException e) {
            throw new BenchStoppedException("a waiting worker stopped: " + e.getCause(), e);
        }
    }
}
