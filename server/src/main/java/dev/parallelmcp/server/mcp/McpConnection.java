package dev.parallelmcp.server.mcp;

import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.server.mcp.ToolHandler.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one client on two streams, from the first line to the end of input.
 *
 * <p>One thread reads. It answers what needs no work (ping, initialize, what is malformed or refused) and queues the
 * changes that tools ask for; all the rest is done by pools, so nothing that a request does keeps the next line from being
 * read. What the lines ask for takes effect in their order: see {@link ToolHandler.Turn}. Each request gets exactly one
 * reply, and replies come in any order.
 */
public final class McpConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(McpConnection.class);

    /** How long the answers to calls that are given up may take to write. */
    private static final Duration MOST_GOODBYE = Duration.ofMillis(500);

    private final LineReader reader;
    private final ConnectionLimits limits;
    private final OpenCalls calls;
    private final Replies replies;
    private final ProtocolJson json = new ProtocolJson();
    private final ToolHandler handler;
    private final Set<String> toolNames;
    private final SdkServer server;
    private final ExecutorService workers;
    private final ExecutorService changer;
    private final Turns turns;
    private @Nullable Session session;
    private boolean closed;

    /** A connection on streams that stay the caller's to close. */
    public McpConnection(
            InputStream in, OutputStream out, ServerIdentity identity, ToolHandler handler, ConnectionLimits limits) {
        this.reader = new LineReader(in, limits.maxLineBytes());
        this.limits = limits;
        this.calls = new OpenCalls(limits.maxCalls());
        this.replies = new Replies(calls, new MessageWriter(out), json);
        this.handler = handler;
        this.toolNames = handler.tools().stream().map(ToolSpec::name).collect(Collectors.toUnmodifiableSet());
        this.workers = WorkerThreads.pool("mcp-call", limits.threads());
        // One thread: changes meet in one writer, so more would only wait. Its own: reads may keep the workers busy.
        this.changer = WorkerThreads.pool("mcp-change", 1);
        this.turns = new Turns(workers);
        this.server = new SdkServer(identity, handler, changer, json);
    }

    /**
     * Serves until the input ends and everything that was read is answered.
     *
     * @throws IOException when the input cannot be read
     */
    public void run() throws IOException {
        try {
            for (Line line = reader.next(); line != null; line = reader.next()) {
                accept(MessageParser.parse(line));
            }
        } finally {
            close();
        }
    }

    /**
     * Waits for the calls in progress for as long as the limits say and answers the rest as refused. May be called while
     * the connection runs; when it returns, every request that was taken in has its reply, unless the client does not
     * read. Repeated calls do nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<OpenCall> unanswered = calls.stop(limits.patienceAtEnd());
        if (!unanswered.isEmpty()) {
            // On a thread of its own: a client that does not read would hold up its writer for ever.
            WorkerThreads.runFor(MOST_GOODBYE, "mcp-end", () -> replies.giveUp(unanswered, this::refuse));
        }
        workers.shutdownNow();
        changer.shutdownNow();
    }

    private void accept(Incoming message) {
        if (message instanceof Incoming.Call call) {
            accept(call);
        } else if (message instanceof Incoming.Malformed malformed) {
            LOG.debug("Refused a line: {}", malformed.message());
            replies.error(malformed.id(), malformed.code(), malformed.message());
        } else if (message instanceof Incoming.Notice notice) {
            LOG.debug("Passed over the notification {}", notice.method());
        }
    }

    private void accept(Incoming.Call call) {
        if (call.method().equals("ping")) {
            replies.result(call.id(), "{}");
        } else if (call.method().equals("initialize")) {
            open(call, this::initialize);
        } else if (session == null) {
            replies.error(call.id(), RpcError.INVALID_REQUEST, "send initialize first");
        } else {
            accept(call, session);
        }
    }

    private void accept(Incoming.Call call, Session current) {
        if (!call.method().equals(OpenCall.CALL_TOOL)) {
            open(call, open -> workers.execute(() -> run(open, current)));
            return;
        }
        ToolCall toolCall = ToolCall.parse(call.params());
        if (toolCall == null) {
            replies.error(
                    call.id(), RpcError.INVALID_PARAMS, "tools/call takes name, a string, and arguments, an object");
        } else if (!toolNames.contains(toolCall.tool())) {
            // The SDK's own message does not name the tool.
            replies.error(call.id(), RpcError.INVALID_PARAMS, "Unknown tool: " + toolCall.tool());
        } else {
            open(call, open -> turns.take(open, handler.turn(toolCall.tool()), () -> run(open, current)));
        }
    }

    /** A client that greets again starts over. */
    private void initialize(OpenCall call) {
        session = new Session(server, json, replies);
        session.initialize(call);
    }

    private void open(Incoming.Call call, Consumer<OpenCall> use) {
        calls.open(call).ifPresentOrElse(use, () -> overloaded(call));
    }

    private void run(OpenCall call, Session current) {
        if (call.taken()) {
            return;
        }
        try {
            current.handle(call);
        } catch (Throwable e) {
            // Even what should never be caught: without this the client would wait for ever.
            replies.failed(call, e);
        }
    }

    private void overloaded(Incoming.Call call) {
        if (call.method().equals(OpenCall.CALL_TOOL)) {
            refuse(call, Refusal.TOO_MANY_CALLS);
        } else {
            replies.error(call.id(), RpcError.UNAVAILABLE, "too many requests in progress; try again later");
        }
    }

    private void refuse(OpenCall call) {
        if (call.callsTool()) {
            refuse(call.call(), Refusal.STOPPING);
        } else {
            replies.error(call.call().id(), RpcError.UNAVAILABLE, "the server is ending");
        }
    }

    private void refuse(Incoming.Call toolCall, Refusal reason) {
        replies.result(toolCall.id(), json.write(SdkServer.result(handler.refuse(reason))));
    }
}
