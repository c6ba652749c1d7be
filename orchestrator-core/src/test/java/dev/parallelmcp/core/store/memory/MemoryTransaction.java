package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.store.Attempts;
import dev.parallelmcp.core.store.Events;
import dev.parallelmcp.core.store.Runs;
import dev.parallelmcp.core.store.Snapshots;
import dev.parallelmcp.core.store.TaskOutputs;
import dev.parallelmcp.core.store.Tasks;
import dev.parallelmcp.core.store.Tokens;
import dev.parallelmcp.core.store.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One transaction. Begins and commits nothing itself. */
final class MemoryTransaction implements Transaction {

    private final Tables tables;
    private final Journal journal;
    private final Instant now;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private volatile boolean ended;

    MemoryTransaction(Tables tables, Journal journal, InstantSource clock) {
        this.tables = tables;
        this.journal = journal;
        this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** From here on every use is refused. */
    void end() {
        ended = true;
    }

    /** What to run once it is committed. */
    List<Runnable> afterCommitActions() {
        return afterCommit;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Runs runs() {
        return open().runs;
    }

    @Override
    public Tasks tasks() {
        return open().tasks;
    }

    @Override
    public Attempts attempts() {
        return open().attempts;
    }

    @Override
    public TaskOutputs taskOutputs() {
        return open().taskOutputs;
    }

    @Override
    public Snapshots snapshots() {
        return open().snapshots;
    }

    @Override
    public Events events() {
        return open().events;
    }

    @Override
    public Tokens tokens() {
        return open().tokens;
    }

    @Override
    public void afterCommit(Runnable action) {
        open();
        afterCommit.add(action);
    }

    @Override
    public <T> T apart(Supplier<? extends T> work) {
        open();
        int changesBefore = journal.mark();
        int actionsBefore = afterCommit.size();
        try {
            return work.get();
        } catch (Throwable e) {
            if (!ended) {
                journal.takeBackTo(changesBefore);
            }
            afterCommit.subList(actionsBefore, afterCommit.size()).clear();
            throw e;
        }
    }

    private Tables open() {
        if (ended) {
            throw new IllegalStateException(
                    "this transaction has ended; it is valid only inside the call that gave it");
        }
        return tables;
    }
}
