package dev.parallelmcp.server.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures something, and its limit in turns with it: round by round, in the same folder, so that whatever else the
 * machine does meets both. Both are warmed up first.
 */
final class Contest {

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

    Row hold(Workspace workspace, Load load, Effort effort)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        if (effort.warmUp() > 0) {
            measureBoth(workspace, load.withTasks(effort.warmUp()), new ArrayList<>(), new ArrayList<>());
        }
        List<Sample> products = new ArrayList<>();
        List<Sample> limits = new ArrayList<>();
        for (int round = 0; round < effort.rounds(); round++) {
            measureBoth(workspace, load, products, limits);
        }
        return new Row(
                name,
                load,
                Sample.median(products),
                limits.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Sample.median(limits).operationsPerSecond()));
    }

    private void measureBoth(Workspace workspace, Load load, List<Sample> products, List<Sample> limits)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        products.add(measure(product, workspace, load));
        if (limit.isPresent()) {
            limits.add(measure(limit.get(), workspace, load));
        }
    }

    private static Sample measure(Subject subject, Workspace workspace, Load load)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        try (FreshFile file = workspace.fresh()) {
            return subject.measure(file.path(), load);
        }
    }
}
