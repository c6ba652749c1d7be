package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The limit of batch: one statement for each table and step. One caller, whose batches need no company. */
final class BatchLimit implements Subject {

    @Override
    public Sample measure(Path file, Load load)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        int batches = Batches.count(load);
        int more = WalMeter.groups(load, Batches.SIZE);
        LimitRows rows = new LimitRows();
        int tasks = (batches + more) * Batches.SIZE;
        try (RawDatabase database = LimitTasks.create(file, load.durability(), tasks, rows)) {
            LimitBatches sets = new LimitBatches(database, rows);
            Sample sample = Workers.one(batches, Batches.SIZE, sets::cycle);
            return WalMeter.measured(
                    file, sample, more * Batches.SIZE, () -> Workers.one(more, Batches.SIZE, sets::cycle));
        }
    }
}
