package dev.parallelmcp.server.mcp;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The revisions 2024-11-05 to 2025-11-25: a client greets with initialize and then asks. */
final class HandshakeEra implements Era {

    private final Replies replies;
    private final Greeting greeting;
    private final Supplier<Session> newSession;
    private final Dispatcher dispatcher;
    private final Set<String> served;
    private boolean greeted;

    /**
     * @param newSession sessions for unusual greetings
     * @param served the methods that are dispatched; everything else that the family knows it answers itself
     */
    HandshakeEra(
            Replies replies,
            Greeting greeting,
            Supplier<Session> newSession,
            Dispatcher dispatcher,
            Set<String> served) {
        this.replies = replies;
        this.greeting = greeting;
        this.newSession = newSession;
        this.dispatcher = dispatcher;
        this.served = served;
    }

    @Override
    public boolean admit(Incoming.Call call) {
        if (call.method().equals("ping")) {
            replies.result(call.id(), "{}");
        } else if (call.method().equals("initialize")) {
            dispatcher.greet(call, form(), this::initialize);
        } else if (call.method().equals(StatelessEra.DISCOVER)) {
            replies.error(call.id(), RpcError.INVALID_PARAMS, StatelessEra.ENVELOPE_MISSING);
        } else if (!greeted) {
            replies.error(call.id(), RpcError.INVALID_REQUEST, "send initialize first");
        } else if (served.contains(call.method())) {
            return true;
        } else {
            replies.error(call.id(), RpcError.METHOD_NOT_FOUND, "Method not found: " + call.method());
        }
        return false;
    }

    /** A client may greet again; one that was refused has not greeted. */
    private void initialize(OpenCall call) {
        Optional<JsonText> usual = greeting.answer(call.call().params());
        if (usual.isPresent()) {
            replies.answered(call, usual.get());
            greeted = true;
        } else {
            greeted |= newSession.get().initialize(call);
        }
    }

    @Override
    public ResultForm form() {
        return ResultForm.PLAIN;
    }
}
