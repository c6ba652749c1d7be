package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Measures something, and its limit in turns with it: round by round, in the same folder, so that whatever else the
 * machine does meets both. Both are warmed up first.
 */
final class Contest implements Measurement {

    private final String name;
    private final Subject product;
    private final Optional<Subject> limit;

    private Contest(String name, Subject product, Optional<Subject> limit) {
        this.name = name;
        this.product = product;
        this.limit = limit;
    }

    static Contest alone(String name, Subject product) {
        return new Contest(name, product, Optional.empty());
    }

    static Contest against(String name, Subject product, Subject limit) {
        return new Contest(name, product, Optional.of(limit));
    }

    @Override
    public void run(Site site, Load load, Effort effort)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        if (effort.warmUp() > 0) {
            measureBoth(site, load.withTasks(effort.warmUp()), new Rounds());
        }
        Rounds rounds = new Rounds();
        for (int round = 0; round < effort.rounds(); round++) {
            measureBoth(site, load, rounds);
        }
        rounds.medians(site.rows());
    }

    private void measureBoth(Site site, Load load, Rounds rounds)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        Sample sample = measure(product, site, load);
        if (limit.isPresent()) {
            rounds.add(name, load, sample, measure(limit.get(), site, load).operationsPerSecond());
        } else {
            rounds.add(name, load, sample);
        }
    }

    /** Once, on a database of its own. */
    static Sample measure(Subject subject, Site site, Load load)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        try (FreshFile file = site.workspace().fresh()) {
            return subject.measure(file.path(), load);
        }
    }
}
