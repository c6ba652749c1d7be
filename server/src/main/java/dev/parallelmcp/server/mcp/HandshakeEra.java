package dev.parallelmcp.server.mcp;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The revisions 2024-11-05 to 2025-11-25: a client greets with initialize and then asks. */
final class HandshakeEra implements Era {

    private final Replies replies;
    private final Supplier<Session> newSession;
    private final Dispatcher dispatcher;
    private final Set<String> served;
    private @Nullable Session session;

    /** @param served the methods that are dispatched; everything else that the family knows it answers itself */
    HandshakeEra(Replies replies, Supplier<Session> newSession, Dispatcher dispatcher, Set<String> served) {
        this.replies = replies;
        this.newSession = newSession;
        this.dispatcher = dispatcher;
        this.served = served;
    }

    @Override
    public Optional<Session> admit(Incoming.Call call) {
        if (call.method().equals("ping")) {
            replies.result(call.id(), "{}");
        } else if (call.method().equals("initialize")) {
            dispatcher.greet(call, form(), this::initialize);
        } else if (call.method().equals(StatelessEra.DISCOVER)) {
            replies.error(call.id(), RpcError.INVALID_PARAMS, StatelessEra.ENVELOPE_MISSING);
        } else if (session == null) {
            replies.error(call.id(), RpcError.INVALID_REQUEST, "send initialize first");
        } else if (served.contains(call.method())) {
            return Optional.of(session);
        } else {
            replies.error(call.id(), RpcError.METHOD_NOT_FOUND, "Method not found: " + call.method());
        }
        return Optional.empty();
    }

    /** A client that greets again starts over, if it does so rightly. */
    private void initialize(OpenCall call) {
        Session next = newSession.get();
        if (next.initialize(call)) {
            session = next;
        }
    }

    @Override
    public ResultForm form() {
        return ResultForm.PLAIN;
    }
}
