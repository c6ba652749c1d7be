package dev.parallelmcp.server.mcp;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends replies: to every open call exactly one, whatever becomes of it, and none to one that its client took back. Safe
 * for use by many threads.
 */
final class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final int MAX_MESSAGE_CHARACTERS = 200;
    static final String INTERNAL_MESSAGE = "internal error; the server's log says more";

    private final OpenCalls calls;
    private final Outbox outbox;
    private final ProtocolJson json;
    private final LargeMessages large;

    Replies(OpenCalls calls, Outbox outbox, ProtocolJson json, LargeMessages large) {
        this.calls = calls;
        this.outbox = outbox;
        this.json = json;
        this.large = large;
    }

    /** Answers what the SDK knows by this number, unless it has been answered. */
    void answer(Object number, @Nullable JSONRPCError error, @Nullable Object result) {
        if (number instanceof Long known) {
            calls.find(known).ifPresent(call -> {
                String message;
                try {
                    message = message(call, error, result);
                } catch (OutOfMemoryError e) {
                    // The SDK would pass it to nobody, and the client would wait for ever.
                    failed(call, e);
                    return;
                }
                settle(call, message, error == null && result != null);
            });
        }
    }

    private String message(OpenCall call, @Nullable JSONRPCError error, @Nullable Object result) {
        String id = call.call().id();
        if (error == null && result != null) {
            return resultMessage(id, call.form().of(call.call().method(), json.write(result)));
        }
        return error == null || error.code() == RpcError.INTERNAL
                // The SDK puts the messages of exceptions here, which may quote anything.
                ? internalError(id)
                : errorMessage(id, error.code(), error.message());
    }

    /** Answers a call of a method that the SDK is not asked. */
    void answered(OpenCall call, Object result) {
        settle(call, message(call, null, result), true);
    }

    /** The call is one that cannot be handled. */
    void refused(OpenCall call, int code, String message) {
        settle(call, errorMessage(call.call().id(), code, message), false);
    }

    /** @param data one line of JSON that says more */
    void refused(OpenCall call, int code, String message, String data) {
        settle(call, errorMessage(call.call().id(), code, message, ",\"data\":" + data), false);
    }

    /** The handling of a call ended; it should have been answered. */
    void finished(OpenCall call) {
        if (!call.answered() && settle(call, internalError(call.call().id()), false)) {
            LOG.error("{} ended without an answer", call.call().method());
        }
    }

    /** The handling of a call broke off. */
    void failed(OpenCall call, Throwable failure) {
        if (settle(call, internalError(call.call().id()), false)) {
            LOG.error("{} failed: {}", call.call().method(), failure.getClass().getName());
            LOG.debug("{} failed", call.call().method(), failure);
        }
    }

    /** What a call that its client took back, or the connection gave up, comes to before it has begun. */
    void skip(OpenCall call) {
        calls.end(call);
    }

    /**
     * Ends a call that has come to an answer, once. When the answer is not wanted any more, cannot be delivered, or does
     * not tell what was done, what the call did for nobody but its caller is undone first.
     *
     * @return whether this was the call's answer
     */
    private boolean settle(OpenCall call, String message, boolean tellsWhatWasDone) {
        if (!call.answer()) {
            return false;
        }
        calls.leave(call);
        large.passed(Math.max(message.length(), call.call().params().text().length()));
        if (call.takeReply()) {
            outbox.send(() -> isDue(call), message, written -> end(call, written && tellsWhatWasDone));
        } else {
            end(call, false);
        }
        return true;
    }

    /** Asked when it is the reply's turn, so before the client can have it and send the next call. */
    private boolean isDue(OpenCall call) {
        calls.unload(call);
        return !call.undone();
    }

    private void end(OpenCall call, boolean told) {
        CompletionStage<?> undone = told ? CompletableFuture.completedStage(null) : undo(call);
        undone.whenComplete((done, failure) -> calls.end(call));
    }

    private static CompletionStage<?> undo(OpenCall call) {
        return call.undo().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "What {} did could not be undone: {}",
                        call.call().method(),
                        failure.getClass().getName());
            }
        });
    }

    /** Undoes what open calls did whose answers are there but could not be written; these are dropped then. */
    void undoUnwritten() {
        calls.open().forEach(Replies::undo);
    }

    /**
     * Takes the replies to these calls from whoever owes them: what waits for the reply to another must not begin any
     * more.
     *
     * @return the calls to which somebody else now owes the reply
     */
    static List<OpenCall> take(List<OpenCall> unanswered) {
        return unanswered.stream().filter(OpenCall::takeReply).toList();
    }

    /** Answers calls whose replies were taken. */
    static void giveUp(List<OpenCall> taken, Consumer<OpenCall> reply) {
        for (OpenCall call : taken) {
            reply.accept(call);
            call.end();
        }
    }

    /** Tells of the progress of a call, unless its reply is there first. */
    void progress(OpenCall call, String token, double done, OptionalDouble total, Optional<String> message) {
        String most = total.isPresent() ? ",\"total\":" + number(total.getAsDouble()) : "";
        String text = message.map(words -> ",\"message\":" + quoted(words)).orElse("");
        Notices notices = call.notices();
        boolean first = notices.put("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                + "{\"progressToken\":" + token + ",\"progress\":" + number(done) + most + text + "}}");
        if (first && !outbox.sendLater(notices::upToDate, notices::take)) {
            notices.take();
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    void result(String id, String resultJson) {
        send(resultMessage(id, resultJson));
    }

    void error(String id, int code, String message) {
        send(errorMessage(id, code, message));
    }

    /** @param data one line of JSON that says more */
    void error(String id, int code, String message, String data) {
        send(errorMessage(id, code, message, ",\"data\":" + data));
    }

    private void send(String message) {
        outbox.send(() -> true, message, written -> {});
    }

    private static String resultMessage(String id, String resultJson) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + resultJson + "}";
    }

    private static String internalError(String id) {
        return errorMessage(id, RpcError.INTERNAL, INTERNAL_MESSAGE);
    }

    private static String errorMessage(String id, int code, @Nullable String message) {
        return errorMessage(id, code, message == null ? INTERNAL_MESSAGE : message, "");
    }

    private static String errorMessage(String id, int code, String message, String data) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code + ",\"message\":"
                + quoted(clipped(message)) + data + "}}";
    }

    /** Messages may quote the client, who may have written megabytes. */
    static String clipped(String message) {
        return message.length() <= MAX_MESSAGE_CHARACTERS
                ? message
                : message.substring(0, MAX_MESSAGE_CHARACTERS) + "…";
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
