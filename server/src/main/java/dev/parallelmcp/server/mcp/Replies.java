package dev.parallelmcp.server.mcp;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends replies: to every open call exactly one, whatever becomes of it. Safe for use by many threads. */
final class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    static final String INTERNAL_MESSAGE = "internal error; the server's log says more";

    private final OpenCalls calls;
    private final MessageWriter writer;
    private final ProtocolJson json;

    Replies(OpenCalls calls, MessageWriter writer, ProtocolJson json) {
        this.calls = calls;
        this.writer = writer;
        this.json = json;
    }

    /** Answers what the SDK knows by this number, unless it has been answered. */
    void answer(Object number, @Nullable JSONRPCError error, @Nullable Object result) {
        if (!(number instanceof Long known)) {
            return;
        }
        String resultJson = error == null && result != null ? json.write(result) : null;
        Optional<OpenCall> call = calls.take(known);
        if (call.isEmpty()) {
            return;
        }
        String id = call.get().call().id();
        if (resultJson != null) {
            result(id, resultJson);
        } else if (error == null || error.code() == RpcError.INTERNAL) {
            // The SDK puts the messages of exceptions here, which may quote anything.
            error(id, RpcError.INTERNAL, INTERNAL_MESSAGE);
        } else {
            error(id, error.code(), error.message());
        }
    }

    /** Answers a call with a result, unless it has been answered. */
    void answer(OpenCall call, Object result) {
        String resultJson = json.write(result);
        calls.take(call.number()).ifPresent(taken -> result(taken.call().id(), resultJson));
    }

    /** The handling of a call ended; it should have been answered. */
    void finished(OpenCall call) {
        calls.take(call.number()).ifPresent(forgotten -> {
            LOG.error("{} ended without an answer", forgotten.call().method());
            error(forgotten.call().id(), RpcError.INTERNAL, INTERNAL_MESSAGE);
        });
    }

    /** The handling of a call broke off. */
    void failed(OpenCall call, Throwable failure) {
        calls.take(call.number()).ifPresent(taken -> {
            LOG.error("{} failed: {}", taken.call().method(), failure.getClass().getName());
            LOG.debug("{} failed", taken.call().method(), failure);
            error(taken.call().id(), RpcError.INTERNAL, INTERNAL_MESSAGE);
        });
    }

    /** Answers a call that is given up, unless it has been answered. */
    void refuse(OpenCall call, String message) {
        calls.take(call.number()).ifPresent(taken -> error(taken.call().id(), RpcError.UNAVAILABLE, message));
    }

    void result(String id, String resultJson) {
        writer.write("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + resultJson + "}");
    }

    void error(String id, int code, @Nullable String message) {
        String text = message == null ? INTERNAL_MESSAGE : message;
        writer.write("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code + ",\"message\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}}");
    }
}
