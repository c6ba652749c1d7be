package dev.parallelmcp.core.model;

/**
 * How many tasks of a run are in each state; also a change to those numbers. The status of a run follows from these
 * counters alone, so that no operation needs to look at a run's other tasks.
 *
 * @param queued all queued tasks, whatever they wait for
 * @param queuedUnmet those of them that have an unmet dependency
 */
public record RunTally(
        int queued,
        int queuedUnmet,
        int leased,
        int running,
        int blocked,
        int waitingInput,
        int completed,
        int failed,
        int cancelled) {

    public static final RunTally ZERO = new RunTally(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** One task in this state; {@code unmet} matters only for a queued one. */
    public static RunTally one(TaskStatus status, int unmetDependencies) {
        return switch (status) {
            case QUEUED -> new RunTally(1, unmetDependencies > 0 ? 1 : 0, 0, 0, 0, 0, 0, 0, 0);
            case LEASED -> new RunTally(0, 0, 1, 0, 0, 0, 0, 0, 0);
            case RUNNING -> new RunTally(0, 0, 0, 1, 0, 0, 0, 0, 0);
            case BLOCKED -> new RunTally(0, 0, 0, 0, 1, 0, 0, 0, 0);
            case WAITING_INPUT -> new RunTally(0, 0, 0, 0, 0, 1, 0, 0, 0);
            case COMPLETED -> new RunTally(0, 0, 0, 0, 0, 0, 1, 0, 0);
            case FAILED -> new RunTally(0, 0, 0, 0, 0, 0, 0, 1, 0);
            case CANCELLED -> new RunTally(0, 0, 0, 0, 0, 0, 0, 0, 1);
        };
    }

    /** {@code count} queued tasks got (or, negative, lost) their only unmet dependency. */
    public static RunTally unmet(int count) {
        return new RunTally(0, count, 0, 0, 0, 0, 0, 0, 0);
    }

    public RunTally plus(RunTally other) {
        return new RunTally(
                queued + other.queued,
                queuedUnmet + other.queuedUnmet,
                leased + other.leased,
                running + other.running,
                blocked + other.blocked,
                waitingInput + other.waitingInput,
                completed + other.completed,
                failed + other.failed,
                cancelled + other.cancelled);
    }

    public RunTally minus(RunTally other) {
        return new RunTally(
                queued - other.queued,
                queuedUnmet - other.queuedUnmet,
                leased - other.leased,
                running - other.running,
                blocked - other.blocked,
                waitingInput - other.waitingInput,
                completed - other.completed,
                failed - other.failed,
                cancelled - other.cancelled);
    }

    /** How many tasks are in this state. */
    public int of(TaskStatus status) {
        return switch (status) {
            case QUEUED -> queued;
            case LEASED -> leased;
            case RUNNING -> running;
            case BLOCKED -> blocked;
            case WAITING_INPUT -> waitingInput;
            case COMPLETED -> completed;
            case FAILED -> failed;
            case CANCELLED -> cancelled;
        };
    }

    public int total() {
        return unfinished() + completed + failed + cancelled;
    }

    /** Tasks that can move by themselves: held, or queued with no unmet dependency. */
    public int active() {
        return leased + running + queued - queuedUnmet;
    }

    public int unfinished() {
        return queued + leased + running + blocked + waitingInput;
    }

    /** The status that a run with these tasks has. */
    public RunStatus status(RunGate gate, boolean keepOpen) {
        if (gate == RunGate.CANCELLED) {
            return RunStatus.CANCELLED;
        }
        if (total() == 0) {
            return gate == RunGate.CLOSED ? RunStatus.COMPLETED : RunStatus.PENDING;
        }
        if (active() > 0) {
            return RunStatus.ACTIVE;
        }
        if (unfinished() > 0) {
            return RunStatus.WAITING;
        }
        return keepOpen ? RunStatus.ACTIVE : endStatus();
    }

    private RunStatus endStatus() {
        if (failed > 0) {
            return RunStatus.FAILED;
        }
        return completed > 0 ? RunStatus.COMPLETED : RunStatus.CANCELLED;
    }
}
