package dev.parallelmcp.server.bench;

/** How large a measurement is where nothing else is said. */
public enum Scale {
    /** For figures that hold. */
    WHOLE(5, 1_000_000),
    /** For a look. */
    QUICK(1, 20_000);

    private final int rounds;
    private final int backlog;

    Scale(int rounds, int backlog) {
        this.rounds = rounds;
        this.backlog = backlog;
    }

    /** Of all workloads; of one by itself a single round is the default. */
    int rounds() {
        return rounds;
    }

    int backlog() {
        return backlog;
    }

    int tasks(Workload workload) {
        return switch (this) {
            case WHOLE -> workload.tasks();
            case QUICK -> workload.quickTasks();
        };
    }
}
