package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Measures workloads and hands on what it finds, line by line. */
public final class Bench {

    private final Workspace workspace;
    private final Consumer<Row> rows;

    /** @param rows takes each line as soon as it is known */
    public Bench(Workspace workspace, Consumer<Row> rows) {
        this.workspace = workspace;
        this.rows = rows;
    }

    /** Measures one workload. */
    public void run(Workload workload, BenchOptions options) throws BenchStoppedException, InterruptedException {
        try {
            rows.accept(contest(workload).hold(workspace, options.load(workload), options.effort(workload)));
        } catch (SQLException | IOException e) {
            throw new BenchStoppedException("the databases gave trouble: " + e.getMessage(), e);
        }
    }

    private static Contest contest(Workload workload) {
        String name = workload.wireName();
        return switch (workload) {
            case CLAIM_COMPLETE -> Contest.against(name, new ClaimComplete(), new CycleLimit());
            case ENQUEUE -> Contest.alone(name, new Enqueueing());
            case GRAPH -> Contest.against(name, new Graphs(), new GraphLimit());
            case BATCH -> Contest.against(name, new Batches(), new BatchLimit());
            case LIMIT -> Contest.alone(name, new CycleLimit());
        };
    }
}
