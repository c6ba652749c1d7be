package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Workers claim and complete many tasks at once. */
final class Batches implements Subject {

    static final int SIZE = 32;

    @Override
    public Sample measure(Path file, Load load)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        int batches = count(load);
        int more = WalMeter.groups(load, SIZE);
        try (ProductDatabase database = ProductDatabase.open(file, load.durability())) {
            database.enqueueReady((batches + more) * SIZE);
            Sample sample = run(database, load.withTasks(batches));
            return WalMeter.measured(file, sample, more * SIZE, () -> run(database, load.withTasks(more)));
        }
    }

    /** How many whole batches hold at least so many tasks. */
    static int count(Load load) {
        return (load.tasks() + SIZE - 1) / SIZE;
    }

    private static Sample run(ProductDatabase database, Load batches)
            throws InterruptedException, BenchStoppedException {
        return Workers.run(batches.workers(), batches.tasks(), worker -> operation(database.orchestrator(), worker))
                .weighted(SIZE);
    }

    private static Workers.Operation operation(Operations operations, int worker) {
        return () -> require(cycle(operations, Items.worker(worker), SIZE));
    }

    /** Claims and completes so many tasks, as many at once as can be. */
    static void finish(Operations operations, int tasks) throws BenchStoppedException {
        for (int left = tasks; left > 0; ) {
            int finished = cycle(operations, Items.worker(0), Math.min(left, Limits.MAX_BATCH_ITEMS));
            if (finished == 0) {
                throw new BenchStoppedException("no task is left to claim");
            }
            left -= finished;
        }
    }

    /** Answers how many tasks it completed. */
    private static int cycle(Operations operations, String worker, int size) {
        ClaimTasksRequest request = ClaimTasksRequest.builder(worker, size)
                .kinds(List.of(Items.KIND))
                .leaseMs(Items.LEASE_MILLIS)
                .build();
        List<Completion> completions = operations.claimTasks(request).claims().stream()
                .map(Batches::completion)
                .toList();
        if (completions.isEmpty()) {
            return 0;
        }
        return (int)
                operations
                        .completeTasks(CompleteTasksRequest.builder(worker, completions)
                                .build())
                        .results()
                        .stream()
                        .filter(outcome -> outcome.error().isEmpty())
                        .count();
    }

    private static Completion completion(Claim claim) {
        return Completion.builder(claim.lease()).output(Items.OUTPUT_JSON).build();
    }

    static void require(long tasks) {
        if (tasks != SIZE) {
            throw new IllegalStateException("a batch of " + tasks + " tasks instead of " + SIZE);
        }
    }
}
