package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.StoreWatch;
import dev.parallelmcp.core.store.Transaction;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A store on a {@link MemoryDatabase}. Works wait in a queue from the moment they are handed in; whoever needs one to be
 * done does all that stand before it too, so they take effect in their order whatever thread comes first.
 */
final class MemoryStore implements Store {

    private final Turns turns;
    private final List<MemoryWatch> watches;
    private final InstantSource clock;
    private final Queue<Operation<?>> queue = new ConcurrentLinkedQueue<>();
    /** Held while works are taken from the queue and done. */
    private final ReentrantLock queueLock = new ReentrantLock();

    private volatile boolean closed;

    MemoryStore(Turns turns, List<MemoryWatch> watches, InstantSource clock) {
        this.turns = turns;
        this.watches = watches;
        this.clock = clock;
    }

    @Override
    public <T> T read(Function<? super ReadTransaction, ? extends T> work) {
        return turns.read(clock, transaction -> {
            refuseWhenClosed();
            return work.apply(transaction);
        });
    }

    @Override
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        return await(enqueue(work));
    }

    @Override
    public <T> T writeOnCallerThread(Function<? super Transaction, ? extends T> work) {
        return turns.write(clock, transaction -> {
            refuseWhenClosed();
            return work.apply(transaction);
        });
    }

    @Override
    public <T> CompletionStage<T> submit(Function<? super Transaction, ? extends T> work, Executor executor) {
        Operation<T> operation = enqueue(work);
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(answer, operation));
        } catch (RuntimeException | Error refusal) {
            if (queue.remove(operation)) {
                throw refusal;
            }
            // Somebody else's thread has it done already, or is at it.
            complete(answer, operation);
        }
        return answer;
    }

    /** Without any lock held: what depends on the stage may run here and take its time. */
    private <T> void complete(CompletableFuture<T> answer, Operation<T> operation) {
        if (answer.isCancelled() && queue.remove(operation)) {
            return;
        }
        try {
            answer.complete(await(operation));
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    private <T> Operation<T> enqueue(Function<? super Transaction, ? extends T> work) {
        turns.refuseInside();
        Operation<T> operation = new Operation<>(work);
        queue.add(operation);
        return operation;
    }

    private <T> T await(Operation<T> operation) {
        queueLock.lock();
        try {
            while (!operation.done()) {
                queue.remove().perform(this::writeOnCallerThread);
            }
        } finally {
            queueLock.unlock();
        }
        return operation.outcome();
    }

    @Override
    public StoreWatch watch() {
        refuseWhenClosed();
        MemoryWatch watch = new MemoryWatch(watches, clock);
        watches.add(watch);
        return watch;
    }

    @Override
    public void close() {
        turns.refuseInside();
        if (turns.killed()) {
            return;
        }
        queueLock.lock();
        try {
            for (Operation<?> next = queue.poll(); next != null; next = queue.poll()) {
                next.perform(this::writeOnCallerThread);
            }
            // In a turn of its own, so that nothing is running when this returns.
            turns.write(clock, transaction -> closed = true);
        } finally {
            queueLock.unlock();
        }
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw OrchestratorException.of(ErrorCode.STORE_UNAVAILABLE, "the store is closed");
        }
    }
}
