package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.error.OrchestratorException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Measures workloads and hands on what it finds, line by line. */
public final class Bench {

    private static final int ROUNDS_OF_ONE = 1;

    private final Site site;
    private final BenchOptions options;

    public Bench(Site site, BenchOptions options) {
        this.site = site;
        this.options = options;
    }

    /** Measures one workload. */
    public void one(Plan plan) throws BenchStoppedException, InterruptedException {
        run(plan, ROUNDS_OF_ONE);
    }

    /** Measures one after the other. */
    public void all(List<Plan> plans) throws BenchStoppedException, InterruptedException {
        for (Plan plan : plans) {
            run(plan, options.scale().rounds());
        }
    }

    private void run(Plan plan, int defaultRounds) throws BenchStoppedException, InterruptedException {
        Workload workload = plan.workload();
        site.progress()
                .accept(String.format(
                        Locale.ROOT,
                        "%s, %s, workers: %d",
                        workload.wireName(),
                        plan.durability().name().toLowerCase(Locale.ROOT),
                        plan.workers()));
        Load load = new Load(options.tasks(workload), plan.workers(), plan.durability());
        try {
            plan.measurement(options.backlogOrDefault()).run(site, load, options.effort(workload, defaultRounds));
        } catch (OrchestratorException e) {
            throw new BenchStoppedException("a call was refused: " + e.message(), e);
        } catch (SQLException | IOException e) {
            throw new BenchStoppedException("the databases gave trouble: " + e.getMessage(), e);
        }
    }
}
