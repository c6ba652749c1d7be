package dev.parallelmcp.server.bench;

import java.util.Arrays;
import java.util.Optional;

/** What can be measured. */
public enum Workload {
    /** Workers claim and complete one task after the other; an operation is a claim and its completion. */
    CLAIM_COMPLETE("claim-complete", 10_000, 2_000, 1),
    /** Tasks are enqueued one by one. */
    ENQUEUE("enqueue", 10_000, 2_000, 1),
    /** Graphs of tasks with dependencies are enqueued, each in one call; an operation is a task. */
    GRAPH("graph", 50_000, 5_000, Graphs.MOST_TASKS),
    /** Workers claim and complete many tasks at once; an operation is a claim and its completion. */
    BATCH("batch", 64_000, 12_800, Batches.SIZE),
    /** Real servers are talked to over their standard input and output. */
    STDIO("stdio", 5_000, 500, 1),
    /** A worker that waits at one server gets a task from another. */
    WAKE("wake", 300, 50, 1),
    /** The event log is read; an operation is an event. */
    EVENTS("events", 100_000, 10_000, EventPages.PAGE),
    /** Workers plan small runs and work through them, heartbeats, failures and looks included; an operation is a task. */
    MIXED("mixed", 5_000, 500, 1),
    /** claim-complete and reading beside a large backlog. */
    FLAT("flat", 1_000, 500, 1),
    /** The statements of claim-complete without the engine. */
    LIMIT("limit", 10_000, 2_000, 1);

    private final String wireName;
    private final int tasks;
    private final int quickTasks;
    private final int unit;

    Workload(String wireName, int tasks, int quickTasks, int unit) {
        this.wireName = wireName;
        this.tasks = tasks;
        this.quickTasks = quickTasks;
        this.unit = unit;
    }

    /** As it is named on the command line. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Workload> of(String wireName) {
        return Arrays.stream(values())
                .filter(workload -> workload.wireName.equals(wireName))
                .findFirst();
    }

    /** Whether it is done by as many threads of this process as are asked for. */
    boolean takesWorkers() {
        return this != STDIO && this != WAKE;
    }

    /** How many tasks are enough for a figure that holds. */
    int tasks() {
        return tasks;
    }

    /** How many tasks are enough for a look. */
    int quickTasks() {
        return quickTasks;
    }

    /** At least so many tasks, in whole batches and graphs; fewer than one of these are one of their own. */
    int whole(int tasks) {
        return tasks < unit ? Math.max(1, tasks) : (tasks + unit - 1) / unit * unit;
    }
}
