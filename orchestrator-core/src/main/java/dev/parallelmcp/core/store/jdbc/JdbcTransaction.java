package dev.parallelmcp.core.store.jdbc;

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

/** One transaction, or one caller's part of a transaction that several share. Begins and commits nothing itself. */
public final class JdbcTransaction implements Transaction {
    private static final String SAVEPOINT = "SAVEPOINT part";
    private static final String RELEASE_SAVEPOINT = "RELEASE SAVEPOINT part";
    private static final String ROLLBACK_TO_SAVEPOINT = "ROLLBACK TO SAVEPOINT part";

    private final Tables tables;
    private final Instant now;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean ended;

    public JdbcTransaction(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** From here on every use is refused: the connection may be in somebody else's transaction. */
    public void end() {
        ended = true;
    }

    /** What to run once it is committed. */
    public List<Runnable> afterCommitActions() {
        return afterCommit;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Runs runs() {
        return open().runs();
    }

    @Override
    public Tasks tasks() {
        return open().tasks();
    }

    @Override
    public Attempts attempts() {
        return open().attempts();
    }

    @Override
    public TaskOutputs taskOutputs() {
        return open().taskOutputs();
    }

    @Override
    public Snapshots snapshots() {
        return open().snapshots();
    }

    @Override
    public Events events() {
        return open().events();
    }

    @Override
    public Tokens tokens() {
        return open().tokens();
    }

    @Override
    public void afterCommit(Runnable action) {
        open();
        afterCommit.add(action);
    }

    @Override
    public <T> T apart(Supplier<? extends T> work) {
        Session session = open().session();
        int actionsBefore = afterCommit.size();
        session.run(SAVEPOINT);
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            afterCommit.subList(actionsBefore, afterCommit.size()).clear();
            if (session.broken() == null) {
                session.run(ROLLBACK_TO_SAVEPOINT);
                session.run(RELEASE_SAVEPOINT);
            }
            throw e;
        }
        session.run(RELEASE_SAVEPOINT);
        return result;
    }

    private Tables open() {
        if (ended) {
            throw new IllegalStateException(
                    "this transaction has ended; it is valid only inside the call that gave it");
        }
        return tables;
    }
}
