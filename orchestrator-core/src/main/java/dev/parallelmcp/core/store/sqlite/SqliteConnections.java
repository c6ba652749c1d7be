package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Binding;
import dev.parallelmcp.core.store.jdbc.Columns;
import dev.parallelmcp.core.store.jdbc.Session;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.BusyHandler;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.SQLiteOpenMode;

/** Opens connections and gives them their settings. */
final class SqliteConnections {

    static final String MEMORY_URL = "jdbc:sqlite::memory:";

    /** Engines before this can corrupt a database that two connections use (the WAL-reset bug, 3.7.0 to 3.51.2). */
    private static final List<Integer> OLDEST_ENGINE = List.of(3, 51, 3);

    /** How long a reader waits; in WAL mode only for the moments when the file's owner changes. */
    private static final int READER_BUSY_MILLIS = 5_000;

    private static final String READ_ENGINE_VERSION = "SELECT sqlite_version()";
    private static final String COUNT_COMMITS_OF_OTHERS = "PRAGMA data_version";
    private static final String SET_WAL = "PRAGMA journal_mode = WAL";

    /**
     * A new database gets pages of half of SQLite's usual size: a transaction copies each page that it changes to the
     * log, and changes a row or two on most. A database keeps the size that it has.
     */
    private static final String SET_PAGE_SIZE = "PRAGMA page_size = 2048";

    /**
     * For every connection. Sorting stays in memory. No mmap: there a failing disk is a killed process instead of an
     * error, and a file that another process shortens likewise.
     */
    private static final String SETTINGS = """
            PRAGMA foreign_keys = ON;
            PRAGMA temp_store = MEMORY;
            PRAGMA trusted_schema = OFF;
            PRAGMA mmap_size = 0;
            """;

    /**
     * 16 MiB of cache hold the upper pages of every index beside a million tasks. The log is carried over beside the
     * writer (see {@link LogCarrier}), and by a commit when it has come to 16,000 pages (32 MiB); it is cut back to 64 MiB
     * should a long reader have let it grow.
     */
    private static final String WRITER_SETTINGS = """
            PRAGMA cache_size = -16384;
            PRAGMA wal_autocheckpoint = 16000;
            PRAGMA journal_size_limit = 67108864;
            """;

    private static final String READER_SETTINGS = """
            PRAGMA cache_size = -4096;
            PRAGMA query_only = ON;
            """;

    private static final String SYNCHRONOUS_FULL = "PRAGMA synchronous = FULL";
    private static final String SYNCHRONOUS_NORMAL = "PRAGMA synchronous = NORMAL";
    private static final String CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)";
    private static final String CARRY_OVER = "PRAGMA wal_checkpoint(PASSIVE)";

    private SqliteConnections() {}

    /** Unpacks and loads the engine, which is native code. */
    static void loadEngine() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) {
            throw OrchestratorException.builder(
                            ErrorCode.STORE_UNAVAILABLE,
                            "SQLite's native library cannot be loaded: Java's folder for temporary files must be"
                                    + " writable and programs in it executable; name another one with"
                                    + " -Dorg.sqlite.tmpdir")
                    .cause(e)
                    .build();
        }
    }

    /** A connection without settings. */
    static Session connect(String url) {
        SQLiteConnection connection = connect(url, 0);
        try {
            BusyHandler.setHandler(connection, new FairWait());
        } catch (SQLException e) {
            throw SqliteFailures.translate(e);
        }
        return session(connection);
    }

    private static SQLiteConnection connect(String url, int busyMillis) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(busyMillis);
        // The driver would ask for the last key after every insert, and prepare the question anew each time.
        config.setGetGeneratedKeys(false);
        // A connection is with one thread at a time here, and the driver locks it besides.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        try {
            return JDBC.createConnection(url, config.toProperties());
        } catch (SQLException e) {
            throw SqliteFailures.translate(e);
        }
    }

    private static Session session(SQLiteConnection connection) {
        return new Session(connection, SqliteFailures::translate, NamedOnce::new);
    }

    /** A number that changes when another connection commits, whichever process has it. */
    static long commitsOfOthers(Session session) {
        return session.first(COUNT_COMMITS_OF_OTHERS, Binding.NONE, Columns::number)
                .orElseThrow();
    }

    /** How many rows this connection has changed since it was opened. */
    static long rowsChanged(Session session) {
        try {
            return ((SQLiteConnection) session.connection()).getDatabase().total_changes();
        } catch (SQLException e) {
            throw SqliteFailures.translate(e);
        }
    }

    static void refuseOldEngine(Session session) {
        refuseOldEngine(engineVersion(session));
    }

    static String engineVersion(Session session) {
        return session.first(READ_ENGINE_VERSION, Binding.NONE, Columns::text).orElseThrow();
    }

    static void refuseOldEngine(String version) {
        String[] parts = version.split("\\.", -1);
        for (int i = 0; i < OLDEST_ENGINE.size(); i++) {
            int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
            int difference = Integer.compare(part, OLDEST_ENGINE.get(i));
            if (difference > 0) {
                return;
            }
            if (difference < 0) {
                throw OrchestratorException.of(
                        ErrorCode.STORE_UNAVAILABLE,
                        "SQLite " + version + " is too old: versions before 3.51.3 can corrupt a database that several"
                                + " connections use");
            }
        }
    }

    /** The connection that writes, on a file that is known to be ours to use. */
    static Session writer(String url, Durability durability, Patience patience) {
        Session session = connect(url);
        try {
            session.script(SET_PAGE_SIZE);
            // Switching takes the file for itself for a moment, for which SQLite does not wait.
            String mode = patience.retry(() -> {
                session.recover();
                return session.first(SET_WAL, Binding.NONE, Columns::text).orElse("");
            });
            if (!mode.equals("wal")) {
                throw OrchestratorException.of(
                        ErrorCode.STORE_UNAVAILABLE,
                        "the file system cannot hold a database that several processes share (no write-ahead log)");
            }
            session.script(SETTINGS);
            session.script(WRITER_SETTINGS);
            session.script(synchronous(durability));
            return session;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    static Session reader(String url) {
        Session session = session(connect(url, READER_BUSY_MILLIS));
        try {
            session.script(SETTINGS);
            session.script(READER_SETTINGS);
            return session;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    static Session memory() {
        Session session = connect(MEMORY_URL);
        try {
            session.script(SETTINGS);
            return session;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    /** Carries the write-ahead log over and empties it, as far as other processes allow. */
    static void checkpoint(Session session) {
        session.recover();
        session.script(CHECKPOINT);
    }

    /** Carries over what there is in the write-ahead log, and makes nobody wait for it. */
    static void carryOver(Session session) {
        session.recover();
        session.script(CARRY_OVER);
    }

    private static String synchronous(Durability durability) {
        return switch (durability) {
            case FULL -> SYNCHRONOUS_FULL;
            case NORMAL -> SYNCHRONOUS_NORMAL;
        };
    }
}
