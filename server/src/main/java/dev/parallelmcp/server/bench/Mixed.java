package dev.parallelmcp.server.bench;

import java.nio.file.Path;

/** Workers plan small runs of dependent tasks and work through them: all that a day of an orchestrator is made of. */
final class Mixed implements Subject {

    @Override
    public Sample measure(Path file, Load load) throws InterruptedException, BenchStoppedException {
        try (ProductDatabase database = ProductDatabase.open(file, load.durability())) {
            return Workers.run(
                    load.workers(), load.tasks(), worker -> new MixedWorker(database.orchestrator(), worker));
        }
    }
}
