package dev.parallelmcp.server.bench;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * How large a measurement is.
 *
 * @param scale decides what the others leave open
 * @param tasks of each round
 * @param rounds of which the median counts
 * @param warmUp tasks before the first round
 * @param backlog how many tasks stand beside those that are measured, where a workload has such
 */
public record BenchOptions(
        Scale scale, OptionalInt tasks, OptionalInt rounds, OptionalInt warmUp, OptionalInt backlog) {

    public static final int MAX_TASKS = 1_000_000;
    public static final int MAX_WORKERS = 256;
    public static final int MAX_ROUNDS = 100;
    public static final int MAX_BACKLOG = 10_000_000;

    /** Throws IllegalArgumentException for a size that is not allowed, naming the option. */
    public BenchOptions {
        tasks.ifPresent(given -> check("tasks", given, 1, MAX_TASKS));
        rounds.ifPresent(given -> check("rounds", given, 1, MAX_ROUNDS));
        warmUp.ifPresent(given -> check("warm-up", given, 0, MAX_TASKS));
        backlog.ifPresent(given -> check("backlog", given, 1, MAX_BACKLOG));
    }

    static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "--%s: given %d, allowed %d to %d", option, value, least, most));
        }
    }

    int tasks(Workload workload) {
        return workload.whole(tasks.orElse(scale.tasks(workload)));
    }

    int backlogOrDefault() {
        return backlog.orElse(scale.backlog());
    }

    Effort effort(Workload workload, int defaultRounds) {
        int warming = warmUp.orElse(scale.tasks(workload));
        return new Effort(rounds.orElse(defaultRounds), warming == 0 ? 0 : workload.whole(warming));
    }
}
