package dev.parallelmcp.server.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/**
 * One session of the SDK. Requests go in under a number of ours, and the SDK's replies come out by it. A request is
 * handled on the thread that brings it, as far as its handler does.
 */
final class Session implements McpServerTransport {

    private final ProtocolJson json;
    private final Replies replies;
    private final BiFunction<OpenCall, String, RunningCall> running;
    private final McpServerSession session;
    private final Greeting greeting;
    private volatile boolean agreed;

    /** @param running what a tool of this name is given of a call */
    Session(
            SdkServer server,
            Greeting greeting,
            ProtocolJson json,
            Replies replies,
            BiFunction<OpenCall, String, RunningCall> running) {
        this.json = json;
        this.replies = replies;
        this.running = running;
        this.greeting = greeting;
        this.session = server.newSession(this);
    }

    /**
     * Answers initialize. Requests may follow at once: waiting for the client's notification would only lose some.
     *
     * @return whether client and server have agreed on a revision
     */
    boolean initialize(OpenCall call) {
        handle(call);
        session.handle(new JSONRPCNotification("notifications/initialized")).subscribe();
        return agreed;
    }

    /** Goes through the handshake without a client: nobody knows the number, so the reply is dropped. */
    void initializeForNobody() {
        InitializeRequest greeting = InitializeRequest.builder(
                        Greeting.REVISIONS.get(Greeting.REVISIONS.size() - 1),
                        McpSchema.ClientCapabilities.builder().build(),
                        McpSchema.Implementation.builder("nobody", "0").build())
                .build();
        session.handle(new JSONRPCRequest("initialize", OpenCalls.NOBODY, greeting))
                .subscribe();
        session.handle(new JSONRPCNotification("notifications/initialized")).subscribe();
    }

    /** Hands a request to its handler. */
    void handle(OpenCall call) {
        try {
            session.handle(new JSONRPCRequest(call.call().method(), call.number(), params(call)))
                    .subscribe(done -> {}, failure -> replies.failed(call, failure), () -> replies.finished(call));
        } catch (IOException e) {
            replies.refused(call, RpcError.INVALID_PARAMS, ProtocolJson.WRONG_PARAMETERS);
        }
    }

    /** What the SDK looks at: of most methods nothing. */
    private Object params(OpenCall call) throws IOException {
        Params params = call.call().params();
        ToolCall toolCall = call.call().callsTool() ? ToolCall.of(params) : null;
        if (toolCall != null) {
            return toolCall.toRequest(running.apply(call, toolCall.tool()));
        }
        return call.call().method().equals("initialize") ? json.object(params.text()) : Map.of();
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            // The server makes no requests, and its notifications have nothing to say.
            if (message instanceof JSONRPCResponse response) {
                agreed |= response.result() instanceof InitializeResult;
                replies.answer(response.id(), response.error(), ours(response.result()));
            }
        });
    }

    /** The SDK knows only what it is asked itself, and announces log messages, of which this server sends none. */
    private Object ours(Object result) {
        return result instanceof InitializeResult agreement ? greeting.agreeingOn(agreement.protocolVersion()) : result;
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }

    @Override
    public List<String> protocolVersions() {
        return Greeting.REVISIONS;
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
