package dev.parallelmcp.server.demo;

import dev.parallelmcp.core.model.Claim;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the demonstration's tasks do: some time passes, and some attempts fail, always the same ones. */
final class DemoWork {

    /** How long a task of each kind pretends to work, in milliseconds. */
    private static final Map<String, Integer> MILLIS = Map.of(
            DemoPlan.PLAN, 80,
            DemoPlan.FETCH, 110,
            DemoPlan.PARSE, 60,
            DemoPlan.SCORE, 40,
            DemoPlan.SUMMARIZE, 120,
            DemoPlan.REPORT, 150);

    /** Tasks that fail before they succeed, with the number of attempts that fail. */
    private static final Map<String, Integer> FLAKY = Map.of(
            DemoPlan.key(DemoPlan.FETCH, 3), 1,
            DemoPlan.key(DemoPlan.FETCH, 8), 2,
            DemoPlan.key(DemoPlan.PARSE, 12), 1,
            DemoPlan.key(DemoPlan.SCORE, 15), 1);

    private static final String BROKEN = DemoPlan.key(DemoPlan.FETCH, 11);

    private final AtomicBoolean repaired = new AtomicBoolean();

    int millis(Claim claim) {
        return MILLIS.getOrDefault(claim.task().kind(), 0);
    }

    /** Why this attempt fails; empty when it succeeds. */
    Optional<String> failure(Claim claim) {
        String key = claim.task().key().orElse("");
        if (key.equals(BROKEN) && !repaired.get()) {
            return Optional.of("503 from the source");
        }
        return claim.attempt().number() <= FLAKY.getOrDefault(key, 0)
                ? Optional.of("connection reset")
                : Optional.empty();
    }

    /** From now on the broken source answers. */
    void repair() {
        repaired.set(true);
    }
}
