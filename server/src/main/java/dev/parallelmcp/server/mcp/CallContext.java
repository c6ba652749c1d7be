package dev.parallelmcp.server.mcp;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A call in progress, as the tool sees it that works on it. Safe for use by many threads.
 *
 * <p>A tool that waits for something answers with a stage that is not complete yet, says {@link #startWaiting}, and
 * completes the stage when what it waits for has come, its time is over, or {@link #cutShort} is complete. No thread is
 * held meanwhile, later calls have their turn, and heartbeats are taken in however many wait. Whoever completes the stage
 * writes the answer, and a client that does not read may hold that thread up: so not on one that others need.
 */
public interface CallContext {

    /** For what a call has yet to do when it has returned its stage; what is run there may block. */
    Executor executor();

    /** As {@link #executor}, for what only reads: it does not wait behind changes that wait for the database. */
    Executor reads();

    /**
     * To be asked right before a call takes effect. False when the client has taken the call back or the connection gave
     * it up: then it must have no effect. Once true it stays true, until the call waits.
     */
    boolean mayTakeEffect();

    /**
     * Counts the call among those that wait from now on, no longer among those at work. It has had no effect so far: when
     * the wait is over, {@link #mayTakeEffect} is to be asked again. Not inside a transaction, as later calls may begin on
     * this thread.
     *
     * @return false when as many wait as may; then the call is still one at work and should be refused
     */
    boolean startWaiting();

    /**
     * Completes, never with a failure, when waiting has to end at once: the client took the call back, or the connection
     * ends. The tool answers as if its time were over; at the end of the connection that answer is still sent. What
     * depends on it should be quick: one thread does it for all calls.
     */
    CompletionStage<Void> cutShort();

    /**
     * Tells the client how far the call is, if it wants to know and has no answer yet. Never blocks: while the client does
     * not read, only the latest is kept.
     *
     * @param done must grow from one call of this method to the next
     * @param total how much {@code done} will be at the end, where that is known
     * @throws IllegalArgumentException when a number is not finite
     */
    void progress(double done, OptionalDouble total, Optional<String> message);
}
