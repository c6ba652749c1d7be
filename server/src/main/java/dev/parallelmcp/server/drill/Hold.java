package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;

/** A task that a worker holds, as far as the worker knows. Times are those of {@link System#nanoTime}. */
final class Hold {

    private final String taskId;
    private final String leaseId;
    private final String attemptId;
    private final String workerId;
    private final int number;
    private final long leaseNanos;
    private final long receivedNanos;
    private volatile long livesUntilNanos;
    private volatile boolean ending;

    /** @param sentNanos before the server can have given the lease */
    Hold(JsonNode claim, long leaseMillis, long sentNanos, long receivedNanos) {
        this.taskId = claim.at("/task/id").asText();
        this.leaseId = claim.at("/lease/id").asText();
        this.attemptId = claim.at("/attempt/id").asText();
        this.workerId = claim.at("/lease/workerId").asText();
        this.number = claim.at("/attempt/number").asInt();
        this.leaseNanos = TimeUnit.MILLISECONDS.toNanos(leaseMillis);
        this.receivedNanos = receivedNanos;
        this.livesUntilNanos = sentNanos + leaseNanos;
    }

    String taskId() {
        return taskId;
    }

    String leaseId() {
        return leaseId;
    }

    String attemptId() {
        return attemptId;
    }

    String workerId() {
        return workerId;
    }

    int number() {
        return number;
    }

    long receivedNanos() {
        return receivedNanos;
    }

    /** A heartbeat that was sent then was acknowledged. */
    void renewed(long sentNanos) {
        livesUntilNanos = sentNanos + leaseNanos;
    }

    /** Before this instant the lease cannot have run out. */
    boolean livesSurely(long nanos) {
        return nanos < livesUntilNanos;
    }

    /** The holder is about to end it; from now on another may get the task at any time. */
    void beginEnding() {
        ending = true;
    }

    /** Whether its holder has asked to end it, whatever came of that. */
    boolean ending() {
        return ending;
    }
}
