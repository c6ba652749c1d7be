package dev.parallelmcp.core.model;

import java.util.Set;

/** The state of a task, and the only place that says which state may follow which. */
public enum TaskStatus implements WireName {
    /** Waits to be claimed: ready, delayed until its time, or behind dependencies. */
    QUEUED,
    /** Claimed by a worker under a lease. */
    LEASED,
    /** The lease holder has said that it began. */
    RUNNING,
    /** Paused by its worker for a reason outside; holds no lease. */
    BLOCKED,
    /** Paused by its worker for an answer from a person or program; holds no lease. */
    WAITING_INPUT,
    /** Ended with a result. */
    COMPLETED,
    /** Ended without one. */
    FAILED,
    /** Ended by an operator, its run, or a failed dependency. */
    CANCELLED;

    /** Every state that may follow this one by any operation. */
    public Set<TaskStatus> next() {
        return switch (this) {
            case QUEUED -> Set.of(LEASED, CANCELLED);
            case LEASED -> Set.of(RUNNING, QUEUED, BLOCKED, WAITING_INPUT, COMPLETED, FAILED, CANCELLED);
            case RUNNING -> Set.of(QUEUED, BLOCKED, WAITING_INPUT, COMPLETED, FAILED, CANCELLED);
            case BLOCKED, WAITING_INPUT -> Set.of(QUEUED, CANCELLED, FAILED);
            case COMPLETED, FAILED, CANCELLED -> Set.of(QUEUED);
        };
    }

    public boolean mayBecome(TaskStatus other) {
        return next().contains(other);
    }

    /** Ended; only requeue, rerun or revival opens it again. */
    public boolean terminal() {
        return switch (this) {
            case COMPLETED, FAILED, CANCELLED -> true;
            case QUEUED, LEASED, RUNNING, BLOCKED, WAITING_INPUT -> false;
        };
    }

    /** A worker holds a lease on it. */
    public boolean held() {
        return switch (this) {
            case LEASED, RUNNING -> true;
            case QUEUED, BLOCKED, WAITING_INPUT, COMPLETED, FAILED, CANCELLED -> false;
        };
    }

    /** Set aside by its worker until it is resumed. */
    public boolean paused() {
        return switch (this) {
            case BLOCKED, WAITING_INPUT -> true;
            case QUEUED, LEASED, RUNNING, COMPLETED, FAILED, CANCELLED -> false;
        };
    }
}
