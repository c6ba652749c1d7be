package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Workers enqueue one task after the other into one run. */
final class Enqueueing implements Subject {

    @Override
    public Sample measure(Path file, Load load)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        int more = WalMeter.groups(load, 1);
        try (ProductDatabase database = ProductDatabase.open(file, load.durability())) {
            String runId = database.createRun();
            Sample sample = enqueue(database, runId, load);
            return WalMeter.measured(file, sample, more, () -> enqueue(database, runId, load.withTasks(more)));
        }
    }

    private static Sample enqueue(ProductDatabase database, String runId, Load load)
            throws InterruptedException, BenchStoppedException {
        Operations operations = database.orchestrator();
        EnqueueTaskRequest request = EnqueueTaskRequest.builder(runId, Items.KIND)
                .input(Items.INPUT_JSON)
                .build();
        return Workers.run(load.workers(), load.tasks(), worker -> () -> operations.enqueueTask(request));
    }
}
