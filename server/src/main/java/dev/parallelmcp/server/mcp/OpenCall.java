package dev.parallelmcp.server.mcp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A request in progress. Its reply is taken once: by whoever answers it, by the client that takes the request back, or by
 * the end of the connection. It ends when nothing will be done for it any more. Safe for use by many threads.
 */
final class OpenCall {

    private enum Effect {
        NONE,
        BEGUN,
        WITHDRAWN
    }

    private final long number;
    private final Incoming.Call call;
    private final ResultForm form;
    private final AtomicBoolean replyTaken = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicReference<Effect> effect = new AtomicReference<>(Effect.NONE);
    private final Notices notices = new Notices(replyTaken);
    private final CompletableFuture<Void> cutShort = new CompletableFuture<>();
    private final CompletableFuture<Void> turnOver = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicReference<Supplier<? extends CompletionStage<?>>> undo =
            new AtomicReference<>(OpenCall::nothing);
    private volatile boolean undone;

    /**
     * @param number what the SDK knows the request by; unlike the client's id it is never in use twice
     * @param call what the client asked
     * @param form how the result has to look
     */
    OpenCall(long number, Incoming.Call call, ResultForm form) {
        this.number = number;
        this.call = call;
        this.form = form;
    }

    long number() {
        return number;
    }

    Incoming.Call call() {
        return call;
    }

    ResultForm form() {
        return form;
    }

    /** What the client is told before the reply. */
    Notices notices() {
        return notices;
    }

    /** Takes the right, and the duty, to write the reply; false when somebody has it. */
    boolean takeReply() {
        return replyTaken.compareAndSet(false, true);
    }

    boolean replyTaken() {
        return replyTaken.get();
    }

    /** Its handler has answered; false when it had before. */
    boolean answer() {
        return answered.compareAndSet(false, true);
    }

    boolean answered() {
        return answered.get();
    }

    /** The call is about to take effect; false when it has been withdrawn, or its reply is another's to give. */
    boolean begin() {
        return effect.get() == Effect.BEGUN || (!replyTaken() && effect.compareAndSet(Effect.NONE, Effect.BEGUN));
    }

    /** What it began came to nothing, so that it can still be kept from taking effect. */
    void hadNoEffect() {
        effect.compareAndSet(Effect.BEGUN, Effect.NONE);
    }

    /** Keeps the call from taking effect; false when it is too late for that. */
    boolean withdraw() {
        return effect.compareAndSet(Effect.NONE, Effect.WITHDRAWN) || effect.get() == Effect.WITHDRAWN;
    }

    /** What has to be done about the effect when its answer cannot be sent. */
    void undoWith(Supplier<? extends CompletionStage<?>> undo) {
        this.undo.set(undo);
    }

    /** Sees to it, once; the stage completes when there is nothing left to do. */
    CompletionStage<?> undo() {
        undone = true;
        try {
            return undo.getAndSet(OpenCall::nothing).get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static CompletionStage<?> nothing() {
        return CompletableFuture.completedStage(null);
    }

    /** The answer must not be sent any more: what it tells has been taken back. */
    boolean undone() {
        return undone;
    }

    /** Completes when waiting has to end at once. */
    CompletableFuture<Void> cutShort() {
        return cutShort;
    }

    /** Completes, never with a failure, when later calls need not wait for this one: it has ended, or only waits. */
    CompletableFuture<Void> turnOver() {
        return turnOver;
    }

    void end() {
        turnOver.complete(null);
        ended.complete(null);
    }

    /** Completes, never with a failure, when the call has ended: its reply, if it gets one, has been written. */
    CompletableFuture<Void> ended() {
        return ended;
    }
}
