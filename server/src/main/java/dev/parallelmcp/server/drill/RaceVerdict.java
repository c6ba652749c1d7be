package dev.parallelmcp.server.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges a race: passed only when every task was really seen to be claimed once and completed once. */
record RaceVerdict(RaceOptions options, RaceTally tally, RaceRecord recorded, double seconds) {

    Report report() {
        return new Report("race", figures(), failures(), summary());
    }

    private List<Figure> figures() {
        Map<Integer, Integer> spread = tally.claimsByProcess();
        int fewest = spread.size() < options.processes() ? 0 : Collections.min(spread.values());
        int most = spread.isEmpty() ? 0 : Collections.max(spread.values());
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("processes", "processes", options.processes()),
                Figure.of("workersPerProcess", "workers of each", options.workersPerProcess()),
                new Figure("claims", "claims", tally.claims(), "must be " + options.tasks()),
                new Figure("duplicates", "duplicates", tally.duplicates(), "must be 0"),
                new Figure("errors", "errors", errors(), "must be 0")));
        tally.errors().forEach((code, count) -> figures.add(Figure.of("errors." + code, "  " + code, count)));
        figures.addAll(List.of(
                new Figure("completed", "completed, by the database", recorded.completed(), must()),
                new Figure("claimedOnce", "claimed once, by the log", RaceRecord.once(recorded.claims()), must()),
                new Figure(
                        "completedOnce", "completed once, by the log", RaceRecord.once(recorded.completions()), must()),
                new Figure("fewestClaims", "claims of a process, fewest", fewest, ""),
                new Figure("mostClaims", "claims of a process, most", most, ""),
                Figure.of("seconds", "seconds", seconds),
                Figure.of("cyclesPerSecond", "cycles a second", cyclesPerSecond())));
        return figures;
    }

    private String must() {
        return "must be " + options.tasks();
    }

    private int errors() {
        return tally.errors().values().stream().mapToInt(Integer::intValue).sum();
    }

    private double cyclesPerSecond() {
        return seconds > 0 ? tally.completions() / seconds : 0;
    }

    private List<String> failures() {
        List<String> failures = new ArrayList<>(tally.reasonsToStop());
        expect(failures, tally.claims(), options.tasks(), "claims were answered");
        expect(failures, tally.completions(), options.tasks(), "completions were accepted");
        expect(failures, tally.duplicates(), 0, "claims or completions were duplicates");
        expect(failures, errors(), 0, "errors reached a client");
        expect(failures, recorded.completed(), options.tasks(), "tasks are completed in the database");
        expect(failures, recorded.open(), 0, "tasks are not completed in the database");
        expect(failures, RaceRecord.once(recorded.claims()), options.tasks(), "tasks were claimed once by the log");
        expect(failures, recorded.claims().size(), options.tasks(), "tasks were claimed by the log");
        expect(
                failures,
                RaceRecord.once(recorded.completions()),
                options.tasks(),
                "tasks were completed once by the log");
        expect(failures, recorded.completions().size(), options.tasks(), "tasks were completed by the log");
        return failures;
    }

    private static void expect(List<String> failures, long seen, long expected, String what) {
        if (seen != expected) {
            failures.add(seen + " " + what + ", not " + expected);
        }
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "%d of %d tasks over %d processes, %d duplicates, %d errors, %.0f cycles/s",
                recorded.completed(),
                options.tasks(),
                options.processes(),
                tally.duplicates(),
                errors(),
                cyclesPerSecond());
    }
}
