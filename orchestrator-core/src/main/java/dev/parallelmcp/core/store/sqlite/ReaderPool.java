package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.jdbc.Tables;
import java.time.InstantSource;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** A few connections that only read, opened when they are first needed. Reads wait for no writer. */
final class ReaderPool implements Reads {
    /** More would only compete for the same processors and each keep its own cache. */
    private static final int MAX_READERS = 4;

    private record Reader(Session session, Tables tables) {}

    private final FileIdentity file;
    private final Supplier<Session> connect;
    private final InstantSource clock;
    private final Semaphore permits = new Semaphore(MAX_READERS, true);
    /** Last in, first out: the reader used last has the warmest cache. */
    private final Deque<Reader> idle = new ConcurrentLinkedDeque<>();

    private volatile boolean closed;

    ReaderPool(FileIdentity file, Supplier<Session> connect, InstantSource clock) {
        this.file = file;
        this.connect = connect;
        this.clock = clock;
    }

    @Override
    public <T> T read(Function<? super ReadTransaction, ? extends T> work) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw SqliteStore.closedFailure();
            }
            file.requireInPlace();
            Reader reader = take();
            try {
                return ReadOnce.run(reader.session(), reader.tables(), clock, work);
            } finally {
                idle.push(reader);
            }
        } finally {
            permits.release();
        }
    }

    private Reader take() {
        Reader reader = idle.poll();
        if (reader != null) {
            return reader;
        }
        Session session = file.connect(connect);
        return new Reader(session, SqliteTables.of(session));
    }

    @Override
    public void close() {
        permits.acquireUninterruptibly(MAX_READERS);
        try {
            closed = true;
            for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
                reader.session().close();
            }
        } finally {
            permits.release(MAX_READERS);
        }
    }
}
