package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import java.sql.SQLException;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's result codes mean to a caller. */
final class SqliteFailures {

    /** An extended result code carries the primary one in its lowest byte. */
    private static final int PRIMARY_CODE_MASK = 0xff;

    /** SQLite names the columns of a broken uniqueness; what they are to a caller. */
    private static final Map<String, String> UNIQUE_IDS = Map.of(
            "runs.id", "a run with this id exists already",
            "tasks.id", "a task with this id exists already",
            "attempts.id", "an attempt with this id exists already",
            "attempts.lease_id", "a lease with this id exists already",
            "context_snapshots.id", "a context snapshot with this id exists already");

    private static final String DAMAGED =
            "the database file is damaged, and no repair is tried; stop the server, keep the file and restore a copy";

    private static final String UNIQUE_TASK_KEY = "tasks.run_id, tasks.key";

    private SqliteFailures() {}

    static OrchestratorException translate(SQLException failure) {
        return switch (primaryCode(failure)) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
                of(ErrorCode.STORE_BUSY, "the database is locked by others", failure);
            case SQLITE_CORRUPT -> of(ErrorCode.STORE_CORRUPT, DAMAGED, failure);
            case SQLITE_NOTADB -> of(ErrorCode.STORE_CORRUPT, "the file is not a database", failure);
            case SQLITE_FULL ->
                of(ErrorCode.STORE_UNAVAILABLE, "the disk is full; make room, then repeat the call", failure);
            case SQLITE_IOERR ->
                of(
                        ErrorCode.STORE_UNAVAILABLE,
                        "reading or writing the database file failed; look after the disk, then repeat the call",
                        failure);
            case SQLITE_NOMEM ->
                of(ErrorCode.STORE_UNAVAILABLE, "the machine has no memory left for the database", failure);
            case SQLITE_READONLY, SQLITE_PERM ->
                of(ErrorCode.STORE_UNAVAILABLE, "the database file may only be read here, not written", failure);
            case SQLITE_CANTOPEN ->
                of(
                        ErrorCode.STORE_UNAVAILABLE,
                        "the database file cannot be opened, or no file created beside it",
                        failure);
            case SQLITE_CONSTRAINT -> constraint(failure);
            default -> of(ErrorCode.INTERNAL, "the database refused a statement", failure);
        };
    }

    static boolean isBusy(OrchestratorException failure) {
        return failure.code() == ErrorCode.STORE_BUSY;
    }

    /** Whether the file is a database, and a damaged one. */
    static boolean isDamage(OrchestratorException failure) {
        return failure.getCause() instanceof SQLException cause && primaryCode(cause) == SQLiteErrorCode.SQLITE_CORRUPT;
    }

    /** Whether SQLite wanted to create or write a file, the database's or one beside it, and could not. */
    static boolean isNotWritable(OrchestratorException failure) {
        if (failure.getCause() instanceof SQLException cause) {
            SQLiteErrorCode code = primaryCode(cause);
            return code == SQLiteErrorCode.SQLITE_CANTOPEN || code == SQLiteErrorCode.SQLITE_READONLY;
        }
        return false;
    }

    private static OrchestratorException constraint(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains(UNIQUE_TASK_KEY)) {
            return of(ErrorCode.DUPLICATE_TASK_KEY, "another task of the run has this key", failure);
        }
        for (Map.Entry<String, String> id : UNIQUE_IDS.entrySet()) {
            if (message.contains("UNIQUE constraint failed: " + id.getKey() + ")")) {
                return of(ErrorCode.DUPLICATE_ID, id.getValue(), failure);
            }
        }
        return of(ErrorCode.INTERNAL, "a write would have broken a rule of the database", failure);
    }

    private static SQLiteErrorCode primaryCode(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY_CODE_MASK);
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static OrchestratorException of(ErrorCode code, String message, SQLException cause) {
        return OrchestratorException.builder(code, message).cause(cause).build();
    }
}
