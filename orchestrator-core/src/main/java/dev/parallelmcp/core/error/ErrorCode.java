package dev.parallelmcp.core.error;

/** Every way in which an operation can be refused. The set is closed: a client may switch over it. */
public enum ErrorCode {
    /** No record has this id, or the caller may not see it. */
    RECORD_NOT_FOUND,
    /** A record with the id that the caller supplied exists already. */
    DUPLICATE_ID,
    /** The record's state does not allow this step. */
    INVALID_TRANSITION,
    /** The lease or the worker does not hold this task, or no longer does. */
    LEASE_CONFLICT,
    /** The lease ran out or the attempt timed out; the task may be with another worker. */
    LEASE_EXPIRED,
    /** The task was cancelled: its worker should stop. */
    TASK_CANCELLED,
    /** The run has ended or was closed and takes no more work. */
    RUN_TERMINAL,
    /** Another task of the run has this key. */
    DUPLICATE_TASK_KEY,
    /** The task has no attempts left. */
    MAX_ATTEMPTS_EXCEEDED,
    /** The dependencies form a cycle. */
    DEPENDENCY_CYCLE,
    /** A dependency names no task of the run. */
    UNKNOWN_DEPENDENCY,
    /** The client token was used before with another operation or other arguments. */
    IDEMPOTENCY_CONFLICT,
    /** An argument is missing, malformed or out of range. */
    INVALID_ARGUMENT,
    /** A JSON payload is larger than the store's limit. */
    PAYLOAD_TOO_LARGE,
    /** A limit on numbers (tasks of a run, calls in flight) is reached. */
    LIMIT_EXCEEDED,
    /** The database stayed locked by others; the same call may succeed later. */
    STORE_BUSY(true),
    /** The database cannot be reached or written; the same call may succeed later. */
    STORE_UNAVAILABLE(true),
    /** The database file is damaged or is not one of ours. */
    STORE_CORRUPT,
    /** The database was written by a newer version of this program. */
    SCHEMA_TOO_NEW,
    /** A defect of this program. */
    INTERNAL;

    private final boolean retryable;

    ErrorCode() {
        this(false);
    }

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether it tells of the machine instead of what was asked: nothing that was asked in the same call can succeed. */
    public boolean ofTheMachine() {
        return switch (this) {
            case STORE_BUSY, STORE_UNAVAILABLE, STORE_CORRUPT, SCHEMA_TOO_NEW, INTERNAL -> true;
            default -> false;
        };
    }

    /** Whether repeating the identical call may succeed without anything else changing first. */
    public boolean retryable() {
        return retryable;
    }
}
