package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The limit of claim-complete. Several workers are as many callers whose statements share transactions: group commit
 * without threads, which would only cost.
 */
final class CycleLimit implements Subject {

    @Override
    public Sample measure(Path file, Load load)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        int callers = load.workers();
        int groups = (load.tasks() + callers - 1) / callers;
        int walGroups = WalMeter.groups(load, callers);
        LimitRows rows = new LimitRows();
        int tasks = (groups + walGroups) * callers;
        try (RawDatabase database = LimitTasks.create(file, load.durability(), tasks, rows)) {
            LimitCycles cycles = new LimitCycles(database, rows);
            Workers.Operation group = callers == 1 ? cycles::cycle : () -> cycles.cycles(callers);
            Sample sample = Workers.one(groups, callers, group);
            return WalMeter.measured(file, sample, walGroups * callers, () -> Workers.one(walGroups, callers, group));
        }
    }
}
