package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.store.Attempts;
import dev.parallelmcp.core.store.Events;
import dev.parallelmcp.core.store.Runs;
import dev.parallelmcp.core.store.Snapshots;
import dev.parallelmcp.core.store.TaskOutputs;
import dev.parallelmcp.core.store.Tasks;
import dev.parallelmcp.core.store.Tokens;
import dev.parallelmcp.core.store.Transaction;
import java.time.Instant;
import java.util.function.Supplier;

/** One namespace of a writing transaction. */
final class ScopedTransaction implements Transaction {

    private final Transaction whole;
    private final Sight sight;

    ScopedTransaction(Transaction whole, Sight sight) {
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public Instant now() {
        return whole.now();
    }

    @Override
    public Runs runs() {
        return new ScopedRuns(whole.runs(), sight);
    }

    @Override
    public Tasks tasks() {
        return new ScopedTasks(whole.tasks(), sight);
    }

    @Override
    public Attempts attempts() {
        return new ScopedAttempts(whole.attempts(), sight);
    }

    @Override
    public TaskOutputs taskOutputs() {
        return new ScopedTaskOutputs(whole.taskOutputs(), sight);
    }

    @Override
    public Snapshots snapshots() {
        return new ScopedSnapshots(whole.snapshots(), sight);
    }

    @Override
    public Events events() {
        return new ScopedEvents(whole.events(), sight);
    }

    @Override
    public Tokens tokens() {
        return new ScopedTokens(whole.tokens(), sight);
    }

    @Override
    public void afterCommit(Runnable action) {
        whole.afterCommit(action);
    }

    @Override
    public <T> T apart(Supplier<? extends T> work) {
        return whole.apart(work);
    }
}
