package dev.parallelmcp.server.mcp;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends replies: to every open call exactly one, whatever becomes of it. Safe for use by many threads. */
final class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final int MAX_MESSAGE_CHARACTERS = 200;
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
        once(known, id -> {
            if (resultJson != null) {
                result(id, resultJson);
            } else if (error == null || error.code() == RpcError.INTERNAL) {
                // The SDK puts the messages of exceptions here, which may quote anything.
                error(id, RpcError.INTERNAL, INTERNAL_MESSAGE);
            } else {
                error(id, error.code(), error.message());
            }
        });
    }

    /** The handling of a call ended; it should have been answered. */
    void finished(OpenCall call) {
        once(call.number(), id -> {
            LOG.error("{} ended without an answer", call.call().method());
            error(id, RpcError.INTERNAL, INTERNAL_MESSAGE);
        });
    }

    /** The handling of a call broke off. */
    void failed(OpenCall call, Throwable failure) {
        once(call.number(), id -> {
            LOG.error("{} failed: {}", call.call().method(), failure.getClass().getName());
            LOG.debug("{} failed", call.call().method(), failure);
            error(id, RpcError.INTERNAL, INTERNAL_MESSAGE);
        });
    }

    /**
     * Takes the replies to these calls from whoever owes them, all of them before the first is written: what waits for
     * the reply to another must not begin any more.
     */
    void giveUp(List<OpenCall> unanswered, Consumer<OpenCall> reply) {
        List<OpenCall> given = unanswered.stream()
                .filter(call -> calls.take(call.number()).isPresent())
                .toList();
        for (OpenCall call : given) {
            reply.accept(call);
            calls.end(call);
        }
    }

    private void once(long number, Consumer<String> reply) {
        calls.take(number).ifPresent(call -> {
            try {
                reply.accept(call.call().id());
            } finally {
                calls.end(call);
            }
        });
    }

    void result(String id, String resultJson) {
        writer.write("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + resultJson + "}");
    }

    /** Messages may quote the client, who may have written megabytes. */
    private static String clipped(String message) {
        return message.length() <= MAX_MESSAGE_CHARACTERS
                ? message
                : message.substring(0, MAX_MESSAGE_CHARACTERS) + "…";
    }

    void error(String id, int code, @Nullable String message) {
        String text = message == null ? INTERNAL_MESSAGE : clipped(message);
        writer.write("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code + ",\"message\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}}");
    }
}
