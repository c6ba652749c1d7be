package dev.parallelmcp.server.drill;

/**
 * The size of a race.
 *
 * @param processes servers
 * @param tasks to be claimed and completed
 * @param workersPerProcess workers of each server
 */
public record RaceOptions(int processes, int tasks, int workersPerProcess) {

    public static final int MAX_PROCESSES = 64;
    public static final int MAX_TASKS = 1_000_000;
    public static final int MAX_WORKERS_PER_PROCESS = 64;

    /** Throws IllegalArgumentException for a size that is not allowed, naming the option. */
    public RaceOptions {
        Bounds.check("processes", processes, 1, MAX_PROCESSES);
        Bounds.check("tasks", tasks, 1, MAX_TASKS);
        Bounds.check("workers-per-process", workersPerProcess, 1, MAX_WORKERS_PER_PROCESS);
    }
}
