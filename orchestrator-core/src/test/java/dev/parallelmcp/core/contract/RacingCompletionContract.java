package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;

/** Threads that end tasks of the same run at the same moment. */
public abstract class RacingCompletionContract extends NamedTaskContract {

    private static final int THREADS = 8;
    private static final int TASKS = 40;

    @RepeatedTest(3)
    void lastTasksEndTheRunExactlyOnce() throws Exception {
        Run run = createRun();
        List<Claim> claims = claimed(run);
        long mark = mark();

        race(claims.stream().<Callable<?>>map(claim -> () -> complete(claim)).toList());

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(view(run).taskCounts()).containsEntry(TaskStatus.COMPLETED, TASKS);
        List<String> told = told(mark);
        assertThat(told).hasSize(TASKS + 1).endsWith("run.status.changed completed");
        assertThat(told).filteredOn(line -> line.startsWith("run.")).hasSize(1);
    }

    @RepeatedTest(3)
    void sharedDependentIsReleasedExactlyOnce() throws Exception {
        Run run = createRun();
        List<Claim> claims = claimed(run);
        String[] ids = claims.stream().map(claim -> claim.task().id()).toArray(String[]::new);
        add(run, "end", ids);
        long mark = mark();

        race(claims.stream().<Callable<?>>map(claim -> () -> complete(claim)).toList());

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(tryTake("end")).isPresent();
        assertThat(tryTake("end")).isEmpty();
        assertThat(told(mark)).hasSize(TASKS + 1).endsWith("task.claimed end");
    }

    @RepeatedTest(3)
    void sharedDependentIsCancelledExactlyOnce() throws Exception {
        Run run = createRun();
        List<Claim> claims = claimed(run);
        String[] ids = claims.stream().map(claim -> claim.task().id()).toArray(String[]::new);
        add(run, "end", ids);
        long mark = mark();

        race(claims.stream()
                .<Callable<?>>map(claim -> () -> fail(claim, "broken"))
                .toList());

        assertThat(run(run.id()).status()).isEqualTo(RunStatus.FAILED);
        assertThat(told(mark)).filteredOn("task.cancelled end"::equals).hasSize(1);
        assertThat(told(mark)).filteredOn("run.status.changed failed"::equals).hasSize(1);
        assertThat(told(mark)).hasSize(TASKS + 2);
    }

    @RepeatedTest(3)
    void oneOfManyWritersOfTheSameLeaseWins() throws Exception {
        Run run = createRun();
        add(run, "a");
        Claim claim = take("a");
        List<Callable<?>> writers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            writers.add(i % 2 == 0 ? () -> complete(claim) : () -> fail(claim, "broken"));
        }
        long mark = mark();

        List<OrchestratorException> refusals = race(writers);

        assertThat(refusals)
                .hasSize(THREADS - 1)
                .extracting(OrchestratorException::code)
                .containsOnly(ErrorCode.INVALID_TRANSITION);
        assertThat(told(mark)).hasSize(2);
        assertThat(log(mark).get(0).eventType()).isIn(EventType.TASK_COMPLETED, EventType.TASK_FAILED);
    }

    private List<Claim> claimed(Run run) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            add(run, "t" + i);
        }
        for (int i = 0; i < TASKS; i++) {
            claims.add(claim());
        }
        return claims;
    }

    /** Lets all begin together; answers the refusals. */
    private static List<OrchestratorException> race(List<? extends Callable<?>> calls) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> futures = new ArrayList<>();
        List<OrchestratorException> refusals = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Callable<?> call : calls) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            start.countDown();
            for (Future<?> future : futures) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(OrchestratorException.class);
                    refusals.add((OrchestratorException) e.getCause());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        return refusals;
    }
}
