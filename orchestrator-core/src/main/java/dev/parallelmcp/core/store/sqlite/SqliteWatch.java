package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.StoreWatch;
import dev.parallelmcp.core.store.jdbc.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears of this process's commits by a signal, right after each. Of those of others it learns when it looks: SQLite
 * counts the commits of all other connections for each, and has no other way to tell. So whoever waits should wait in
 * short pieces.
 */
final class SqliteWatch implements StoreWatch {

    /** None where there are no other connections: the database is in memory. */
    private final Optional<Session> session;

    private final FileIdentity file;

    private final InstantSource clock;
    private final Consumer<SqliteWatch> onClose;
    private final AtomicBoolean committed = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile @Nullable Thread watcher;
    private long commitsSeen;

    SqliteWatch(Optional<Session> session, FileIdentity file, InstantSource clock, Consumer<SqliteWatch> onClose) {
        this.file = file;
        this.session = session;
        this.clock = clock;
        this.onClose = onClose;
        this.commitsSeen = commitsOfOthers();
    }

    /** This process has committed something. From any thread. */
    void committed() {
        committed.set(true);
        LockSupport.unpark(watcher);
    }

    @Override
    public void wake() {
        woken.set(true);
        LockSupport.unpark(watcher);
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        watcher = Thread.currentThread();
        if (!committed.get() && !woken.get()) {
            LockSupport.parkNanos(this, atMost.toNanos());
        }
        watcher = null;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        woken.set(false);
        boolean here = committed.getAndSet(false);
        // After the signal was taken: a commit that is counted but not yet signalled costs one look in vain, no more.
        return elsewhere() || here;
    }

    private boolean elsewhere() {
        long commits = commitsOfOthers();
        boolean changed = commits != commitsSeen;
        commitsSeen = commits;
        return changed;
    }

    /** This process's writer is another connection too. */
    private long commitsOfOthers() {
        file.requireInPlace();
        return session.map(SqliteConnections::commitsOfOthers).orElse(0L);
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        onClose.accept(this);
        session.ifPresent(Session::close);
    }
}
