package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.util.List;

/**
 * One workload in one setting.
 *
 * @param workers threads of this process
 */
public record Plan(Workload workload, int workers, Durability durability) {

    private static final int MIXED_WORKERS = 4;

    /** Throws IllegalArgumentException for a number of workers that is not allowed, naming the option. */
    public Plan {
        BenchOptions.check("workers", workers, 1, BenchOptions.MAX_WORKERS);
        if (workers > 1 && !workload.takesWorkers()) {
            throw new IllegalArgumentException("--workers: " + workload.wireName() + " has its own");
        }
    }

    /** All workloads, each in the settings in which it says most. */
    public static List<Plan> all() {
        return List.of(
                new Plan(Workload.LIMIT, 1, Durability.NORMAL),
                new Plan(Workload.LIMIT, 1, Durability.FULL),
                new Plan(Workload.CLAIM_COMPLETE, 1, Durability.NORMAL),
                new Plan(Workload.CLAIM_COMPLETE, 1, Durability.FULL),
                new Plan(Workload.CLAIM_COMPLETE, 16, Durability.FULL),
                new Plan(Workload.CLAIM_COMPLETE, 64, Durability.FULL),
                new Plan(Workload.ENQUEUE, 1, Durability.NORMAL),
                new Plan(Workload.ENQUEUE, 1, Durability.FULL),
                new Plan(Workload.GRAPH, 1, Durability.NORMAL),
                new Plan(Workload.BATCH, 1, Durability.NORMAL),
                new Plan(Workload.BATCH, 1, Durability.FULL),
                new Plan(Workload.EVENTS, 1, Durability.NORMAL),
                new Plan(Workload.MIXED, MIXED_WORKERS, Durability.FULL),
                new Plan(Workload.STDIO, 1, Durability.NORMAL),
                new Plan(Workload.STDIO, 1, Durability.FULL),
                new Plan(Workload.WAKE, 1, Durability.FULL),
                new Plan(Workload.FLAT, 1, Durability.NORMAL));
    }

    Measurement measurement(int backlog) {
        String name = workload.wireName();
        return switch (workload) {
            case CLAIM_COMPLETE -> Contest.against(name, new ClaimComplete(), new CycleLimit());
            case ENQUEUE -> Contest.alone(name, new Enqueueing());
            case GRAPH -> Contest.against(name, new Graphs(), new GraphLimit());
            case BATCH -> Contest.against(name, new Batches(), new BatchLimit());
            case STDIO -> new Stdio();
            case WAKE -> new Wake();
            case EVENTS -> Contest.alone(name, new EventPages());
            case MIXED -> Contest.alone(name, new Mixed());
            case FLAT -> new Flat(backlog);
            case LIMIT -> Contest.alone(name, new CycleLimit());
        };
    }
}
