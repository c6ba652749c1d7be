package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Workers claim and complete one task after the other. */
final class ClaimComplete implements Subject {

    @Override
    public Sample measure(Path file, Load load)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        int more = WalMeter.groups(load, 1);
        try (ProductDatabase database = ProductDatabase.open(file, load.durability())) {
            database.enqueueReady(load.tasks() + more);
            Sample sample = cycles(database, load);
            return WalMeter.measured(file, sample, more, () -> cycles(database, load.withTasks(more)));
        }
    }

    static Sample cycles(ProductDatabase database, Load load) throws InterruptedException, BenchStoppedException {
        return Workers.run(load.workers(), load.tasks(), worker -> new Cycle(database.orchestrator(), worker));
    }
}
