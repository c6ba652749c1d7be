package dev.parallelmcp.server.mcp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request whose reply has not been written yet. */
final class OpenCall {

    static final String CALL_TOOL = "tools/call";

    private final long number;
    private final Incoming.Call call;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * @param number what the SDK knows the request by; unlike the client's id it is never in use twice
     * @param call what the client asked
     */
    OpenCall(long number, Incoming.Call call) {
        this.number = number;
        this.call = call;
    }

    long number() {
        return number;
    }

    Incoming.Call call() {
        return call;
    }

    boolean callsTool() {
        return call.method().equals(CALL_TOOL);
    }

    /** Takes the right, and the duty, to write the reply; false when somebody has it. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    boolean taken() {
        return taken.get();
    }

    void end() {
        ended.complete(null);
    }

    /** Completes, never with a failure, when the reply has been written. */
    CompletableFuture<Void> ended() {
        return ended;
    }
}
