package dev.parallelmcp.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Threads of this process that each do the same again and again. */
final class Workers {

    /** Does one thing. */
    @FunctionalInterface
    interface Operation {
        void run() throws Exception;
    }

    private Workers() {}

    /** Has one worker do an operation so many times; each time counts as {@code weight} operations. */
    static Sample one(int times, int weight, Operation operation) throws InterruptedException, BenchStoppedException {
        return run(1, times, worker -> operation).weighted(weight);
    }

    /**
     * Has an operation done so many times in all, spread over the workers.
     *
     * @param operationOf what the worker of this number does
     */
    static Sample run(int workers, int operations, IntFunction<Operation> operationOf)
            throws InterruptedException, BenchStoppedException {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Latencies>> running = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int share = operations / workers + (worker < operations % workers ? 1 : 0);
                Operation operation = operationOf.apply(worker);
                running.add(threads.submit(() -> {
                    start.await();
                    return repeat(operation, share);
                }));
            }
            long begin = System.nanoTime();
            start.countDown();
            Latencies latencies = new Latencies();
            for (Future<Latencies> one : running) {
                latencies.addAll(one.get());
            }
            return Sample.of(operations, System.nanoTime() - begin, latencies);
        } catch (ExecutionException e) {
            throw new BenchStoppedException("a worker stopped: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Latencies repeat(Operation operation, int times) throws Exception {
        Latencies latencies = new Latencies();
        long last = System.nanoTime();
        for (int i = 0; i < times; i++) {
            operation.run();
            long now = System.nanoTime();
            latencies.add(now - last);
            last = now;
        }
        return latencies;
    }
}
