package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.waiting.Caller;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A caller who tells when it waits, and what it is told. Thread-safe. */
final class Waiter implements Caller {

    private static final int PATIENCE_SECONDS = 60;

    private final Executor executor;
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CompletableFuture<Void> cutShort = new CompletableFuture<>();
    private final AtomicInteger waits = new AtomicInteger();
    private final AtomicBoolean wanted = new AtomicBoolean(true);
    private final AtomicBoolean mayWait = new AtomicBoolean(true);
    private final AtomicBoolean mayBeTold = new AtomicBoolean(true);
    private final List<List<Integer>> progress = new CopyOnWriteArrayList<>();

    Waiter(Executor executor) {
        this.executor = executor;
    }

    void awaitWaiting() {
        try {
            if (!waiting.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the call does not wait");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What the stage brings; it must not take long. */
    static <R> R answer(CompletionStage<R> stage) {
        try {
            return stage.toCompletableFuture()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new AssertionError("no answer");
            }
            throw e.getCause() instanceof RuntimeException refusal ? refusal : e;
        }
    }

    void cut() {
        cutShort.complete(null);
    }

    void withdraw() {
        wanted.set(false);
    }

    void refuseToBeTold() {
        mayBeTold.set(false);
    }

    void refuseToWait() {
        mayWait.set(false);
    }

    /** How many calls are told when the waiting is cut short. */
    int listeners() {
        return cutShort.getNumberOfDependents();
    }

    /** How often it has begun to wait. */
    int waits() {
        return waits.get();
    }

    /** What it was told: pairs of done and total. */
    List<List<Integer>> progress() {
        return List.copyOf(progress);
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public boolean mayTakeEffect() {
        return wanted.get();
    }

    @Override
    public boolean startWaiting() {
        waits.incrementAndGet();
        return mayWait.get();
    }

    @Override
    public CompletionStage<Void> cutShort() {
        // Asked of those who have their place among the others.
        waiting.countDown();
        return cutShort;
    }

    @Override
    public void progress(int done, int total) {
        progress.add(List.of(done, total));
        if (!mayBeTold.get()) {
            throw new IllegalStateException("do not tell me");
        }
    }
}
