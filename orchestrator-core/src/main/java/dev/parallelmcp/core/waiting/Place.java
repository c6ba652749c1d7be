package dev.parallelmcp.core.waiting;

import java.util.concurrent.CompletableFuture;

/** One who waits. The flags are guarded by the room's lock. */
final class Place<R> {

    private final long number;
    private final Line line;
    private final Awaited<R> awaited;
    private final Caller caller;
    private final long deadline;
    private final CompletableFuture<R> answer = new CompletableFuture<>();
    private boolean fetching;
    private boolean over;

    /**
     * @param number counts up in the order of their coming
     * @param deadline the end of the time to wait, by {@code System.nanoTime}
     */
    Place(long number, Line line, Awaited<R> awaited, Caller caller, long deadline) {
        this.number = number;
        this.line = line;
        this.awaited = awaited;
        this.caller = caller;
        this.deadline = deadline;
    }

    long number() {
        return number;
    }

    Line line() {
        return line;
    }

    Awaited<R> awaited() {
        return awaited;
    }

    Caller caller() {
        return caller;
    }

    CompletableFuture<R> answer() {
        return answer;
    }

    long deadline() {
        return deadline;
    }

    void startFetching() {
        fetching = true;
    }

    void stopFetching() {
        fetching = false;
    }

    boolean isFetching() {
        return fetching;
    }

    /** There is no more time to wait; one that is fetching may still bring something. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** Answers that there is nothing, on the caller's executor for what reads. */
    void answerNothing() {
        onExecutor(() -> Stages.complete(answer, awaited::nothing));
    }

    /** Fails on the caller's executor for what reads. */
    void fail(Throwable failure) {
        onExecutor(() -> answer.completeExceptionally(failure));
    }

    private void onExecutor(Runnable work) {
        try {
            caller.reads().execute(work);
        } catch (RuntimeException | Error e) {
            // Whatever the executor's trouble is, it must not become that of the others who wait.
            answer.completeExceptionally(e);
        }
    }
}
