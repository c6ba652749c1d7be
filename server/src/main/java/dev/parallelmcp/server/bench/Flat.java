package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Whether size costs: a thousand tasks claimed and completed alone, and beside a backlog, in turns. Its limit is what the
 * same does alone. And how long reading takes beside the backlog.
 */
final class Flat implements Measurement {

    private static final int TASKS_PER_READ = 10;

    private final int backlog;

    /** @param backlog how many tasks stand beside */
    Flat(int backlog) {
        this.backlog = backlog;
    }

    @Override
    public void run(Site site, Load load, Effort effort)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        ClaimComplete alone = new ClaimComplete();
        if (effort.warmUp() > 0) {
            Contest.measure(alone, site, load.withTasks(effort.warmUp()));
        }
        Rounds rounds = new Rounds();
        for (Backlog kind : Backlog.values()) {
            site.progress().accept(String.format(Locale.ROOT, "flat: %d tasks %s", backlog, kind.label()));
            try (FreshFile file = site.workspace().fresh();
                    ProductDatabase database = ProductDatabase.open(file.path(), load.durability())) {
                kind.fill(database, backlog);
                for (int round = 0; round < effort.rounds(); round++) {
                    double bare = alone(site, load, rounds, alone);
                    database.enqueueReady(load.tasks());
                    rounds.add(name("", kind), load, ClaimComplete.cycles(database, load), bare);
                    reads(database, kind, load, rounds);
                }
            }
        }
        rounds.medians(site.rows());
    }

    private static double alone(Site site, Load load, Rounds rounds, Subject subject)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        Sample sample = Contest.measure(subject, site, load);
        rounds.add("flat/alone", load, sample);
        return sample.operationsPerSecond();
    }

    private void reads(ProductDatabase database, Backlog kind, Load load, Rounds rounds)
            throws InterruptedException, BenchStoppedException {
        Load reads = load.withTasks(Math.max(1, load.tasks() / TASKS_PER_READ));
        for (Reading reading : Reading.values()) {
            Workers.Operation operation = reading.of(database.orchestrator());
            rounds.add(name(reading.label() + " ", kind), reads, Workers.one(reads.tasks(), 1, operation));
        }
    }

    private String name(String what, Backlog kind) {
        return String.format(Locale.ROOT, "flat/%sbeside %d %s", what, backlog, kind.label());
    }
}
