package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.ambient.Ambient;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.StoreWatch;
import dev.parallelmcp.core.store.Transaction;
import dev.parallelmcp.core.store.jdbc.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A store in one SQLite file, for any number of threads and processes of one machine. Writes of this process are
 * committed together where they meet; reads run beside them.
 *
 * <p>Opening fails with STORE_UNAVAILABLE when the file cannot be created, read or written, STORE_CORRUPT when it is not a
 * database or another program's, SCHEMA_TOO_NEW when a newer version of this program has written it; in each case the
 * file stays as it was. Any number of processes may open the same new file at once.
 */
public final class SqliteStore implements Store {
    /** How long a call waits, in all, while other processes hold the database. */
    public static final Duration DEFAULT_BUSY_TIMEOUT = Duration.ofSeconds(30);

    private final Writes writes;
    private final Reads reads;
    private final Watches watches;
    private final Optional<LogCarrier> carrier;

    private volatile boolean closed;

    SqliteStore(Writes writes, Reads reads, Watches watches) {
        this(writes, reads, watches, Optional.empty());
    }

    private SqliteStore(Writes writes, Reads reads, Watches watches, Optional<LogCarrier> carrier) {
        this.writes = writes;
        this.reads = reads;
        this.watches = watches;
        this.carrier = carrier;
    }

    /** Opens the database in this file, creating it if there is none, with the default settings. */
    public static SqliteStore open(Path file) {
        return builder(file).open();
    }

    /** A database that lives as long as the store. */
    public static SqliteStore inMemory() {
        return inMemoryBuilder().open();
    }

    /** Settings for a database in a file, which must be of the default file system. */
    public static Builder builder(Path file) {
        return new Builder(Optional.of(file));
    }

    /** Settings for a database that lives as long as the store. */
    public static Builder inMemoryBuilder() {
        return new Builder(Optional.empty());
    }

    @Override
    public <T> T read(Function<? super ReadTransaction, ? extends T> work) {
        refuseWhenClosed();
        writes.refuseReadInside();
        return reads.read(work);
    }

    @Override
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        refuseWhenClosed();
        return writes.write(work);
    }

    @Override
    public <T> CompletionStage<T> submit(Function<? super Transaction, ? extends T> work, Executor executor) {
        return closed ? CompletableFuture.failedStage(closedFailure()) : writes.submit(work, executor);
    }

    @Override
    public <T> T writeOnCallerThread(Function<? super Transaction, ? extends T> work) {
        refuseWhenClosed();
        return writes.writeAlone(work);
    }

    @Override
    public void tidy() {
        if (!closed) {
            writes.tidy();
        }
    }

    @Override
    public StoreWatch watch() {
        refuseWhenClosed();
        return watches.open();
    }

    @Override
    public void close() {
        // Before anything is closed: a refusal must leave the store as it was.
        writes.refuseNestedWrite();
        closed = true;
        reads.close();
        carrier.ifPresent(LogCarrier::close);
        writes.close();
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw closedFailure();
        }
    }

    static OrchestratorException closedFailure() {
        return OrchestratorException.of(ErrorCode.STORE_UNAVAILABLE, "the store is closed");
    }

    /** Settings of a store. Not thread-safe. */
    public static final class Builder {
        private final Optional<Path> file;
        private InstantSource clock = Ambient.clock();
        private Durability durability = Durability.FULL;
        private Duration busyTimeout = DEFAULT_BUSY_TIMEOUT;
        private boolean readOnly;

        private Builder(Optional<Path> file) {
            this.file = file;
        }

        /** Where the store's transactions take their time from; the system's clock unless set. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** What an acknowledged write survives; FULL unless set. Nothing in memory survives. */
        public Builder durability(Durability durability) {
            this.durability = Objects.requireNonNull(durability, "durability");
            return this;
        }

        /** How long a call waits for other processes before it fails with STORE_BUSY; 30 s unless set. */
        public Builder busyTimeout(Duration busyTimeout) {
            this.busyTimeout = Objects.requireNonNull(busyTimeout, "busyTimeout");
            return this;
        }

        /**
         * Opens the database for reading only, beside writers in this and other processes, whose commits it sees. Every
         * write is refused with STORE_UNAVAILABLE. The file is neither created nor changed; SQLite may put the files beside
         * it that readers and writers share, {@code -wal} and {@code -shm}.
         *
         * <p>Opening also fails with STORE_UNAVAILABLE when there is no file, when its schema is older than this program's,
         * and in a folder that cannot be written, unless a writer has the database open.
         */
        public Builder readOnly() {
            if (file.isEmpty()) {
                throw new IllegalStateException("a database in memory that is only read would be empty for ever");
            }
            this.readOnly = true;
            return this;
        }

        /** Opens the store. */
        public SqliteStore open() {
            SqliteConnections.loadEngine();
            return file.map(readOnly ? this::openReadOnly : this::openFile).orElseGet(this::openMemory);
        }

        private SqliteStore openReadOnly(Path path) {
            SqliteFile sqliteFile = new SqliteFile(path);
            Patience patience = new Patience(busyTimeout);
            sqliteFile.requireReadable();
            FileIdentity identity = sqliteFile.identity();
            Supplier<Session> connect = () -> SqliteConnections.reader(sqliteFile.readOnlyUrl());
            sqliteFile.explainingReadOnlyFolder(() -> {
                sqliteFile.refuseStranger(patience);
                try (Session session = connect.get()) {
                    patience.retry(() -> SqliteSchema.requireCurrent(session));
                }
            });
            return new SqliteStore(
                    new NoWrites(), new ReaderPool(identity, connect, clock), watches(identity, connect));
        }

        private SqliteStore openFile(Path path) {
            SqliteFile sqliteFile = new SqliteFile(path);
            Patience patience = new Patience(busyTimeout);
            sqliteFile.createIfMissing();
            sqliteFile.refuseStranger(patience);
            FileIdentity identity = sqliteFile.identity();
            Session session = SqliteConnections.writer(sqliteFile.url(), durability, patience);
            Supplier<Session> connect = () -> SqliteConnections.reader(sqliteFile.url());
            Watches watches = watches(identity, connect);
            LogCarrier carrier = new LogCarrier(identity, () -> SqliteConnections.connect(sqliteFile.url()));
            Writer writer = writer(session, identity, patience, () -> {
                watches.committed();
                carrier.committed(session);
            });
            return new SqliteStore(writer, new ReaderPool(identity, connect, clock), watches, Optional.of(carrier));
        }

        private SqliteStore openMemory() {
            Watches watches = new Watches(FileIdentity.NONE, Optional::empty, clock);
            Writer writer = writer(
                    SqliteConnections.memory(), FileIdentity.NONE, new Patience(busyTimeout), watches::committed);
            return new SqliteStore(writer, writer, watches);
        }

        private Watches watches(FileIdentity identity, Supplier<Session> connect) {
            return new Watches(identity, () -> Optional.of(identity.connect(connect)), clock);
        }

        private Writer writer(Session session, FileIdentity identity, Patience patience, Runnable onCommit) {
            try {
                SqliteSchema.migrate(session, patience, clock);
                return new Writer(session, identity, clock, busyTimeout, onCommit);
            } catch (Throwable e) {
                session.close();
                throw e;
            }
        }
    }
}
