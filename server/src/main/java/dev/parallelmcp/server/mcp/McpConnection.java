package dev.parallelmcp.server.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one client on two streams, from the first line to the end of input.
 *
 * <p>One thread reads. It answers what needs no work (ping, initialize, what is malformed or refused) and queues the
 * changes that tools ask for; all the rest is done by pools, so nothing that a request does keeps the next line from being
 * read. What the lines ask for takes effect in their order: see {@link ToolHandler.Turn}. Each request gets exactly one
 * reply, unless the client takes it back, and replies come in any order.
 *
 * <p>Every request is in the revision that it names, or else in the one that was agreed on by the last initialize: both
 * may be mixed.
 */
public final class McpConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(McpConnection.class);

    /** How long the answers to calls that are given up may take to write. */
    private static final Duration MOST_GOODBYE = Duration.ofMillis(500);

    /**
     * How long changes that were committed may take to find out that nobody gets their answers. Those that were not may
     * wait for the database much longer, and need not be waited for: they have no effect any more.
     */
    private static final Duration MOST_CHANGES = Duration.ofMillis(100);

    private final LineReader reader;
    private final Duration patienceAtEnd;
    private final OpenCalls calls;
    private final Outbox outbox;
    private final LargeMessages large;
    private final Replies replies;
    private final ExecutorService workers;
    private final Changes changes;
    private final Optional<Subscriptions> subscriptions;
    private final Methods methods;
    private final Lazy<Session> session;
    private final Dispatcher dispatcher;
    private final Era handshake;
    private final Era stateless;

    /** A connection that has nothing but tools. */
    public McpConnection(InputStream in, OutputStream out, ToolHandler handler, ConnectionOptions options) {
        this(in, out, Offer.of(handler), options);
    }

    /** A connection on streams that stay the caller's to close. */
    public McpConnection(InputStream in, OutputStream out, Offer offer, ConnectionOptions options) {
        ServerIdentity identity = options.identity();
        ConnectionLimits limits = options.limits();
        ProtocolJson json = new ProtocolJson();
        this.reader = new LineReader(in, limits.maxLineBytes());
        this.patienceAtEnd = limits.patienceAtEnd();
        this.calls = new OpenCalls(limits.maxCalls(), limits.maxWaiting());
        this.outbox = new Outbox(out);
        this.large = new LargeMessages(options.reclaim(), LargeMessages.QUIET);
        this.replies = new Replies(calls, outbox, json, large);
        this.workers = WorkerThreads.pool("mcp-call", limits.threads());
        this.changes = new Changes();
        this.subscriptions = offer.resources().map(resources -> new Subscriptions(resources, outbox));
        this.methods = new Methods(offer, subscriptions);
        Greeting greeting = new Greeting(identity, offer.capabilitiesOfHandshake());
        Lazy<SdkServer> server = Lazy.of(() -> new SdkServer(identity, offer.tools(), json));
        Supplier<Session> sessions =
                () -> new Session(server.get(), greeting, json, replies, (call, tool) -> running(call, tool));
        this.session = Lazy.of(() -> greetedForNobody(sessions.get()));
        this.dispatcher = new Dispatcher(calls, replies, json, methods, session, workers);
        this.handshake = new HandshakeEra(replies, greeting, sessions, dispatcher, methods.namesOfHandshake());
        this.stateless = new StatelessEra(identity, offer.capabilities(), replies, methods.names());
    }

    /** Calls of tools need a session of the SDK, and it does not matter whose. */
    private static Session greetedForNobody(Session session) {
        session.initializeForNobody();
        return session;
    }

    private RunningCall running(OpenCall call, String tool) {
        Executor turn = methods.tools().turn(tool) == ToolHandler.Turn.AFTER_CHANGES ? workers : changes;
        return new RunningCall(call, calls, replies, turn, workers);
    }

    /**
     * Serves until the input ends and everything that was read is answered.
     *
     * @throws IOException when the input cannot be read
     */
    public void run() throws IOException {
        outbox.readByThisThread();
        WorkerThreads.start("mcp-prepare", this::prepare);
        try {
            for (Line line = reader.next(); line != null; line = reader.next()) {
                if (line instanceof Line.TooLong) {
                    large.passed(Integer.MAX_VALUE);
                }
                accept(MessageParser.parse(line));
            }
        } finally {
            close();
        }
    }

    /**
     * Has waiting calls end, waits for those in progress for as long as the limits say and answers the rest as refused.
     * May be called while the connection runs; when it returns, every request that was taken in has its reply, unless the
     * client does not read. Repeated calls do nothing.
     */
    @Override
    public synchronized void close() {
        if (!calls.stop()) {
            return;
        }
        List<OpenCall> taken = Replies.take(calls.awaitEnds(patienceAtEnd));
        subscriptions.ifPresent(Subscriptions::close);
        CompletionStage<Void> changed = changes.goOnElsewhere();
        // On a thread of its own: a client that does not read would hold up its writer for ever.
        WorkerThreads.runFor(MOST_GOODBYE, "mcp-end", () -> {
            Replies.giveUp(taken, dispatcher::giveUp);
            outbox.drain(MOST_GOODBYE);
        });
        WorkerThreads.await(changed, MOST_CHANGES);
        replies.undoUnwritten();
        large.close();
        workers.shutdownNow();
    }

    /** Beside the greeting: what is asked next is then ready, or nearly so. */
    private void prepare() {
        try {
            methods.prepareToolList();
            methods.tools().prepare();
            session.prepare();
        } catch (RuntimeException | Error e) {
            // Whoever needs it will meet the same obstacle, and has a client to tell.
            LOG.debug("Not prepared", e);
        }
    }

    private void accept(Incoming message) {
        if (message instanceof Incoming.Call call) {
            accept(call);
        } else if (message instanceof Incoming.Malformed malformed) {
            LOG.debug("Refused a line: {}", malformed.message());
            replies.error(malformed.id(), malformed.code(), malformed.message());
        } else if (message instanceof Incoming.Notice notice) {
            accept(notice);
        }
    }

    private void accept(Incoming.Call call) {
        Era era = call.meta().namesRevision() ? stateless : handshake;
        if (era.admit(call)) {
            dispatcher.dispatch(call, era.form());
        }
    }

    private void accept(Incoming.Notice notice) {
        String id = notice.params().get("requestId");
        if (notice.method().equals("notifications/cancelled") && id != null) {
            calls.cancel(id);
        } else {
            LOG.debug("Passed over the notification {}", notice.method());
        }
    }
}
