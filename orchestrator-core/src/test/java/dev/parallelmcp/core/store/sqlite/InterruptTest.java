package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.AsyncOrchestrator;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.GetTaskRequest;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs interrupt their threads wherever these are: a transaction happens or not, and its caller knows which. */
class InterruptTest {

    private static final Duration HAMMERING = Duration.ofSeconds(4);
    private static final int VICTIMS = 6;
    private static final int OTHERS = 2;

    @TempDir
    Path folder;

    /** The ways in which work gets into a store. */
    private enum Way {
        WRITE {
            @Override
            <T> T run(Store store, Function<Transaction, T> work) {
                return store.write(work);
            }
        },
        WRITE_ON_CALLER_THREAD {
            @Override
            <T> T run(Store store, Function<Transaction, T> work) {
                return store.writeOnCallerThread(work);
            }
        },
        SUBMIT {
            @Override
            <T> T run(Store store, Function<Transaction, T> work) {
                return store.<T>submit(work, Runnable::run)
                        .toCompletableFuture()
                        .join();
            }
        };

        abstract <T> T run(Store store, Function<Transaction, T> work);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anInterruptionInTheMiddleOfATransactionIsKeptAndChangesNothing(Way way) {
        try (SqliteStore store = SqliteStore.open(folder.resolve("store.db"))) {
            String answer = way.run(store, transaction -> {
                transaction.runs().insert(Rows.run("first"));
                Thread.currentThread().interrupt();
                transaction.runs().insert(Rows.run("second"));
                return "written";
            });
            assertThat(Thread.interrupted()).as("the interruption is kept").isTrue();
            assertThat(answer).isEqualTo("written");
            assertThat(store.<Boolean>read(tx -> tx.runs().find("first").isPresent()
                            && tx.runs().find("second").isPresent()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoIsInterruptedWhileWaitingForTheLockOfAnotherProgramGoesOnWaiting(Way way) throws Exception {
        Path file = folder.resolve("store.db");
        SqliteStore.open(file).close();
        try (SqliteStore store = SqliteStore.open(file);
                var other = Raw.connect(file)) {
            Transactions.begin(other);
            AtomicReference<String> answer = new AtomicReference<>("none");
            Thread waiting = new Thread(() -> {
                String written = way.run(store, transaction -> {
                    transaction.runs().insert(Rows.run("run"));
                    return "written";
                });
                answer.set(written + (Thread.currentThread().isInterrupted() ? ", interrupted" : ""));
            });
            waiting.start();
            Await.untilWaiting(List.of(waiting));
            waiting.interrupt();
            Await.untilWaiting(List.of(waiting));
            Transactions.rollback(other);
            waiting.join();
            assertThat(answer).hasValue("written, interrupted");
        }
    }

    @Test
    void nothingIsLostOrHalfDoneWhereThreadsAreInterruptedAtRandom() throws Exception {
        Path file = folder.resolve("store.db");
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (Orchestrator orchestrator = Orchestrator.on(
                SqliteStore.builder(file).durability(Durability.NORMAL).open())) {
            orchestrator.createRun(
                    CreateRunRequest.builder().id("run").keepOpen().build());
            CountDownLatch over = new CountDownLatch(1);
            List<Worker> workers = IntStream.range(0, VICTIMS + OTHERS)
                    .mapToObj(i -> new Worker(orchestrator, executor, "w" + i, over))
                    .toList();
            workers.forEach(Thread::start);
            hammer(workers.subList(0, VICTIMS));
            over.countDown();
            for (Worker worker : workers) {
                worker.join();
                assertThat(worker.failure).hasValue(null);
                assertThat(worker.completed).isNotEmpty().doesNotHaveDuplicates();
                assertThat(worker.completed).allMatch(id -> status(orchestrator, id) == TaskStatus.COMPLETED);
            }
            assertThat(workers.stream().mapToInt(worker -> worker.interruptions).sum())
                    .as("interruptions that were kept")
                    .isGreaterThan(100);
        } finally {
            executor.shutdown();
        }
        Soundness.require(file);
    }

    private static void hammer(List<Worker> victims) {
        Random random = new Random(7);
        long end = System.nanoTime() + HAMMERING.toNanos();
        while (System.nanoTime() - end < 0) {
            victims.get(random.nextInt(victims.size())).interrupt();
            LockSupport.parkNanos(random.nextInt(400_000));
        }
    }

    private static TaskStatus status(Orchestrator orchestrator, String taskId) {
        return orchestrator
                .getTask(GetTaskRequest.builder(taskId).build())
                .task()
                .status();
    }

    /** Enqueues, claims and completes for as long as it may, and remembers what was acknowledged. */
    private static final class Worker extends Thread {
        private final Orchestrator orchestrator;
        private final AsyncOrchestrator async;
        private final CountDownLatch over;
        private final List<String> completed = new ArrayList<>();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private int interruptions;

        Worker(Orchestrator orchestrator, ExecutorService executor, String name, CountDownLatch over) {
            super(name);
            this.orchestrator = orchestrator;
            this.async = new AsyncOrchestrator(orchestrator, executor);
            this.over = over;
        }

        @Override
        public void run() {
            try {
                for (int round = 0; over.getCount() > 0; round++) {
                    enqueue(round);
                    claimAndComplete(round % 3 == 0 ? 200 : 0);
                    interruptions += Thread.interrupted() ? 1 : 0;
                }
            } catch (RuntimeException | Error e) {
                failure.set(e);
            }
        }

        private void enqueue(int round) {
            EnqueueTaskRequest task = EnqueueTaskRequest.builder("run", getName())
                    .id(getName() + "-" + round)
                    .build();
            switch (round % 3) {
                case 0 -> orchestrator.enqueueTask(task);
                case 1 -> async.enqueueTask(task).toCompletableFuture().join();
                default -> orchestrator.transaction(tx -> tx.enqueueTask(task));
            }
        }

        private void claimAndComplete(long waitMs) {
            ClaimNextTaskRequest claim = ClaimNextTaskRequest.builder(getName())
                    .kinds(List.of(getName()))
                    .waitMs(waitMs)
                    .build();
            orchestrator
                    .claimNextTask(claim)
                    .claim()
                    .ifPresent(found -> completed.add(orchestrator
                            .completeTask(
                                    CompleteTaskRequest.builder(found.lease()).build())
                            .task()
                            .id()));
        }
    }
}
