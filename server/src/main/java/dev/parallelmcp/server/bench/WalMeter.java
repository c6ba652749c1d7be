package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * How much a load appends to the write-ahead log. Some more of the load is done while a reader stands still, behind whose
 * back the log cannot begin again at its start: so its length, of which only the size of the file is asked, grows by
 * exactly what is appended. That part is not timed.
 */
final class WalMeter {

    private static final int MOST_TASKS = 500;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final String EMPTY_THE_LOG = "PRAGMA wal_checkpoint(TRUNCATE)";
    private static final String STAND_STILL = "SELECT count(*) FROM sqlite_schema";

    /** What is done while it is looked. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException, BenchStoppedException;
    }

    private WalMeter() {}

    /** How many groups of so many tasks are done for this: few, for nothing is carried over meanwhile. */
    static int groups(Load load, int groupSize) {
        return Math.max(1, Math.min(load.tasks(), MOST_TASKS) / groupSize);
    }

    /** The sample with what so many more tasks have appended. */
    static Sample measured(Path file, Sample sample, int tasks, Work work)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        Path log = Path.of(file + "-wal");
        try (RawDatabase reader = RawDatabase.open(file)) {
            emptyLog(reader, log);
            reader.script("BEGIN");
            reader.number(STAND_STILL);
            long before = Files.size(log);
            work.run();
            return sample.withWalBytesPerTask((double) (Files.size(log) - before) / tasks);
        }
    }

    /** While somebody carries the log over, SQLite waits for nobody. The product does so beside its writer. */
    private static void emptyLog(RawDatabase reader, Path log) throws SQLException, BenchStoppedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (reader.number(EMPTY_THE_LOG) != 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new BenchStoppedException("the write-ahead log is in use by somebody else: " + log);
            }
            Thread.onSpinWait();
        }
    }
}
