package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.ambient.Ambient;
import dev.parallelmcp.core.doctor.Diagnosis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Finds out whether a database in a SQLite file is in order, while servers use it. The file is opened for reading only and
 * never changed; where no server has it open, SQLite may put the files beside it that readers and writers share,
 * {@code -wal} and {@code -shm}, which the next writer takes away.
 *
 * <p>Nothing is thrown for what is wrong with the file, be it missing, locked or damaged: the diagnosis says so.
 */
public final class SqliteDoctor {

    private final Path file;
    private InstantSource clock = Ambient.clock();
    private Duration busyTimeout = SqliteStore.DEFAULT_BUSY_TIMEOUT;

    private SqliteDoctor(Path file) {
        this.file = file;
    }

    /** Examines the database in this file, which must be of the default file system. */
    public static Diagnosis examine(Path file) {
        return of(file).examine();
    }

    /** An examination with settings of its own. */
    public static SqliteDoctor of(Path file) {
        return new SqliteDoctor(Objects.requireNonNull(file, "file"));
    }

    /** By which leases are overdue; the system's clock unless set. */
    public SqliteDoctor clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** How long to wait, in all, for a database that another program has locked; 30 s unless set. */
    public SqliteDoctor busyTimeout(Duration busyTimeout) {
        this.busyTimeout = Objects.requireNonNull(busyTimeout, "busyTimeout");
        return this;
    }

    /** Makes every check that can be made. */
    public Diagnosis examine() {
        return new SqliteExamination(new SqliteFile(file), clock, new Patience(busyTimeout)).examine();
    }
}
