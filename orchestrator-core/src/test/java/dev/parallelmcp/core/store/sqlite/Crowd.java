package dev.parallelmcp.core.store.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many threads that do something at the same moment. */
final class Crowd {
    private static final long PATIENCE_SECONDS = 120;

    private Crowd() {}

    /** What each answered, in their order; the first failure comes through. */
    static <T> List<T> run(int size, IntFunction<T> each) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(size);
        try {
            CyclicBarrier start = new CyclicBarrier(size);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int number = i;
                Callable<T> task = () -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return each.apply(number);
                };
                futures.add(threads.submit(task));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
