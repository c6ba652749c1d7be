package dev.parallelmcp.server.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges a crash drill: passed only when there was something to lose, and nothing of it was lost. */
record CrashVerdict(CrashOptions options, Load load, CrashTally tally, Recovery recovery, long verified) {

    Report report() {
        return new Report("crash", figures(), failures(), summary());
    }

    private List<Figure> figures() {
        Journal journal = load.journal();
        List<Long> times = load.findings().reofferMillis();
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure("seed", "seed", options.seed(), ""),
                Figure.of("processes", "processes", options.processes()),
                new Figure("kills", "kills", tally.kills(), kills()),
                Figure.of("acknowledged", "operations acknowledged", journal.allAcknowledged()),
                new Figure("verified", "looked up afterwards", verified, "must be all of them"),
                Figure.of("inFlight", "calls in flight at a kill", journal.allUnanswered()),
                new Figure(
                        "repeated",
                        "repeated by their token",
                        recovery.repeated(),
                        recovery.doneBefore() + " of them had been done"),
                Figure.of("heldTasks", "held tasks offered again", times.size()),
                new Figure("medianReofferSeconds", "seconds after the kill, median", Crash.seconds(median(times)), ""),
                new Figure(
                        "slowestReofferSeconds",
                        "seconds after the kill, slowest",
                        Crash.seconds(slowest(times)),
                        "lease " + Crash.seconds(options.leaseMillis()) + " s, allowed "
                                + Crash.seconds(options.reofferMillis()) + " s"),
                new Figure(
                        "longestOutageSeconds",
                        "seconds without any server, most",
                        Crash.seconds(tally.longestOutageMillis()),
                        "more than a lease moves what is allowed"),
                new Figure("completed", "tasks completed once", tally.completed(), "of " + tally.tasks())));
        for (Fault fault : Fault.values()) {
            figures.add(new Figure(fault.key(), fault.label(), load.findings().count(fault), "must be 0"));
        }
        return figures;
    }

    private String kills() {
        List<String> parts = new ArrayList<>();
        for (KillMode mode : KillMode.values()) {
            if (tally.kills(mode) > 0) {
                parts.add(mode.words() + " " + tally.kills(mode));
            }
        }
        return String.join(", ", parts);
    }

    private static long median(List<Long> sorted) {
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    private static long slowest(List<Long> sorted) {
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() - 1);
    }

    private List<String> failures() {
        List<String> failures = new ArrayList<>(load.findings().told());
        if (tally.kills() != options.rounds()) {
            failures.add(tally.kills() + " kills, not " + options.rounds());
        }
        if (verified != load.journal().allAcknowledged() || verified == 0) {
            failures.add(verified + " of " + load.journal().allAcknowledged() + " acknowledged operations looked up");
        }
        if (load.findings().reofferMillis().isEmpty()) {
            failures.add("no task was held at a kill, so that nothing was measured: more rounds will do");
        }
        if (tally.tasks() == 0 || tally.completed() != tally.tasks()) {
            failures.add(tally.completed() + " of " + tally.tasks() + " tasks completed once");
        }
        return failures;
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "%d kills, %d of %d acknowledged operations lost, held tasks offered again within %.2f s, allowed %.2f s",
                tally.kills(),
                load.findings().count(Fault.LOST),
                load.journal().allAcknowledged(),
                Crash.seconds(slowest(load.findings().reofferMillis())),
                Crash.seconds(mostAllowed()));
    }

    /** Where no server was left for longer than a lease, so much later. */
    private long mostAllowed() {
        return options.reofferMillis() + Math.max(0, tally.longestOutageMillis() - options.leaseMillis());
    }
}
