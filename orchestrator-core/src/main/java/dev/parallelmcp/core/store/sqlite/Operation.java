package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.Transaction;
import dev.parallelmcp.core.store.jdbc.JdbcTransaction;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One caller's work on its way through the writer. Whoever holds the writer's lock fills it in, its owner waits. */
final class Operation<T> {
    private final Function<? super Transaction, ? extends T> work;
    private final Patience patience;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private List<Runnable> afterCommit = List.of();
    /** The thread that waits for the end; none yet while submitted work waits for one. */
    private volatile @Nullable Thread owner;
    /** Written last and read first, so that a caller who sees it true sees the rest. */
    private volatile boolean done;

    Operation(Function<? super Transaction, ? extends T> work, Patience patience) {
        this.work = work;
        this.patience = patience;
    }

    Patience patience() {
        return patience;
    }

    /** Runs the work; what it throws comes through. */
    void perform(JdbcTransaction transaction) {
        try {
            result = work.apply(transaction);
            afterCommit = transaction.afterCommitActions();
        } finally {
            transaction.end();
        }
    }

    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    boolean failed() {
        return failure != null;
    }

    /** To be run after the commit, when it has not failed. */
    List<Runnable> afterCommit() {
        return afterCommit;
    }

    void end() {
        done = true;
    }

    /** To be called by the thread that waits, before it looks at anything else. */
    void own() {
        owner = Thread.currentThread();
    }

    /** Answers whether there was anybody to wake. */
    boolean wake() {
        Thread waiting = owner;
        LockSupport.unpark(waiting);
        return waiting != null;
    }

    boolean done() {
        return done;
    }

    /** What the work answered or threw, itself: only its caller knows what to make of it. */
    T outcome() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return answer();
    }

    @SuppressWarnings("NullAway") // Null only if T admits it: it is what the work returned.
    private T answer() {
        return result;
    }
}
