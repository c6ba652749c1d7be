package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How one workload is measured.
 *
 * @param tasks of each round; as many as the workload needs when not given
 * @param workers threads of this process
 * @param rounds of which the median counts
 * @param warmUp tasks before the first round; as many as the workload needs when not given
 * @param backlog how many tasks stand beside those that are measured, where a workload has such
 */
public record BenchOptions(
        OptionalInt tasks, int workers, Durability durability, int rounds, OptionalInt warmUp, int backlog) {

    public static final int MAX_TASKS = 1_000_000;
    public static final int MAX_WORKERS = 256;
    public static final int MAX_ROUNDS = 100;
    public static final int MAX_BACKLOG = 10_000_000;
    public static final int DEFAULT_BACKLOG = 1_000_000;

    /** Throws IllegalArgumentException for a size that is not allowed, naming the option. */
    public BenchOptions {
        tasks.ifPresent(given -> check("tasks", given, 1, MAX_TASKS));
        check("workers", workers, 1, MAX_WORKERS);
        check("rounds", rounds, 1, MAX_ROUNDS);
        warmUp.ifPresent(given -> check("warm-up", given, 0, MAX_TASKS));
        check("backlog", backlog, 1, MAX_BACKLOG);
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "--%s: given %d, allowed %d to %d", option, value, least, most));
        }
    }

    Load load(Workload workload) {
        return new Load(workload.whole(tasks.orElse(workload.tasks())), workers, durability);
    }

    Effort effort(Workload workload) {
        int given = warmUp.orElse(workload.tasks());
        return new Effort(rounds, given == 0 ? 0 : workload.whole(given));
    }
}
