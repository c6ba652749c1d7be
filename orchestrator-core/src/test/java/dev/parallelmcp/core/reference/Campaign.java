package dev.parallelmcp.core.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Plays many histories, on as many threads as there are processors. */
public final class Campaign {

    /** How many histories, how long, and from which seed on; see CONTRIBUTING.md. */
    private static final String HISTORIES = "parallelmcp.histories";

    private static final String STEPS = "parallelmcp.histories.steps";
    private static final String SEED = "parallelmcp.histories.seed";

    private static final int USUAL_HISTORIES = 2_000;
    private static final int USUAL_STEPS = 200;

    private final Database.Factory databases;
    private final Histories.Specification specification;
    private final int histories;
    private final int steps;
    private final long firstSeed;
    private final Tally tally = new Tally();
    private final long begin = System.nanoTime();

    Campaign(
            Database.Factory databases,
            Histories.Specification specification,
            int histories,
            int steps,
            long firstSeed) {
        this.databases = databases;
        this.specification = specification;
        this.histories = histories;
        this.steps = steps;
        this.firstSeed = firstSeed;
    }

    /** As the system properties say, else what every build plays. */
    public static Campaign asConfigured(Database.Factory databases) {
        return new Campaign(
                databases,
                Histories.Specification.OURS,
                Integer.getInteger(HISTORIES, USUAL_HISTORIES),
                Integer.getInteger(STEPS, USUAL_STEPS),
                Long.getLong(SEED, 1));
    }

    /** What went wrong, told for somebody who has to find out why; empty if nothing did. */
    public Optional<String> run() {
        AtomicLong next = new AtomicLong(firstSeed);
        AtomicBoolean failed = new AtomicBoolean();
        int threads = Math.min(histories, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Optional<String>>> players = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                players.add(pool.submit(() -> playUntilTheEnd(next, failed)));
            }
            Optional<String> failure = Optional.empty();
            for (Future<Optional<String>> player : players) {
                Optional<String> found = outcome(player);
                failure = failure.or(() -> found);
            }
            return failure;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Optional<String> outcome(Future<Optional<String>> player) {
        try {
            return player.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("a history could not be played", e);
        }
    }

    private Optional<String> playUntilTheEnd(AtomicLong next, AtomicBoolean failed) {
        while (!failed.get()) {
            long seed = next.getAndIncrement();
            if (seed >= firstSeed + histories) {
                return Optional.empty();
            }
            Optional<String> failure = play(seed);
            if (failure.isPresent()) {
                failed.set(true);
                return failure;
            }
        }
        return Optional.empty();
    }

    private Optional<String> play(long seed) {
        List<Step> history = Generator.history(seed, steps);
        return play(history, tally).map(disagreement -> report(seed, history, disagreement));
    }

    private Optional<Disagreement> play(List<Step> history, Tally counted) {
        try (Playthrough playthrough = new Playthrough(databases, specification, counted)) {
            return playthrough.play(history);
        }
    }

    private String report(long seed, List<Step> history, Disagreement disagreement) {
        List<Step> shrunk = Shrinker.shrink(history, disagreement, steps -> play(steps, new Tally()));
        Disagreement shown = play(shrunk, new Tally()).orElse(disagreement);
        StringBuilder report = new StringBuilder()
                .append("history with seed ")
                .append(seed)
                .append(" came apart ")
                .append(disagreement)
                .append("\nshrunk to ")
                .append(shrunk.size())
                .append(" steps, which come apart ")
                .append(shown)
                .append("\n");
        shrunk.forEach(step -> report.append("  ").append(step).append("\n"));
        return report.append("play it again with -D" + SEED + "=" + seed + " -D" + HISTORIES + "=1 -D" + STEPS + "=")
                .append(steps)
                .toString();
    }

    /** What was played. */
    public Map<String, String> figures() {
        Map<String, String> figures = new TreeMap<>();
        figures.put("histories", histories + " of " + steps + " steps from seed " + firstSeed);
        figures.put("seconds", String.valueOf((System.nanoTime() - begin) / 1_000_000_000));
        figures.put("refused", tally.percentRefused() + " %");
        figures.put("answered", tally.answered().toString());
        figures.put("events", tally.events().toString());
        figures.put("refusals", tally.refused().toString());
        return figures;
    }
}
