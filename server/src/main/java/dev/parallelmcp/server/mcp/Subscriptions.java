package dev.parallelmcp.server.mcp;

import dev.parallelmcp.server.mcp.RefusedException.Reason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The resources that a client wants to hear of, in the revisions with a handshake. However often one of them changes
 * while the client does not read, one notification waits for it. Safe for use by many threads.
 */
final class Subscriptions {

    /** So many notifications fit beside those of progress into what an outbox keeps. */
    static final int MOST = 1_000;

    private final Outbox outbox;
    /** Has a thread only while there is something to do. */
    private final Executor follower = WorkerThreads.pool("mcp-follow", 1);

    private final ResourceHandler.Watch watch;
    /** By URI; true while a notification waits to be written. */
    private final Map<String, AtomicBoolean> waiting = new ConcurrentHashMap<>();

    private volatile boolean closed;

    Subscriptions(ResourceHandler resources, Outbox outbox) {
        this.outbox = outbox;
        this.watch = resources.watch(follower, this::changed);
    }

    Map<String, Method> methods() {
        return Map.of("resources/subscribe", this::subscribe, "resources/unsubscribe", this::unsubscribe);
    }

    private synchronized Object subscribe(RequestFields fields) {
        String uri = fields.text("uri");
        if (closed || (waiting.size() >= MOST && !waiting.containsKey(uri))) {
            throw new RefusedException(
                    Reason.UNAVAILABLE,
                    closed
                            ? "the server is ending"
                            : "A connection has at most " + MOST + " subscriptions; unsubscribe from another first");
        }
        // Before it is watched, or the first change might find that nobody wants to hear of it.
        boolean added = waiting.putIfAbsent(uri, new AtomicBoolean()) == null;
        try {
            watch.add(uri);
        } catch (RuntimeException e) {
            if (added) {
                waiting.remove(uri);
            }
            throw e;
        }
        return Map.of();
    }

    /** One that there is not is as good as forgotten. */
    private synchronized Object unsubscribe(RequestFields fields) {
        String uri = fields.text("uri");
        watch.remove(uri);
        waiting.remove(uri);
        return Map.of();
    }

    /** Nobody is told any more. Does not wait for what is being done. */
    void close() {
        closed = true;
        follower.execute(this::forgetAll);
    }

    private synchronized void forgetAll() {
        waiting.clear();
        watch.close();
    }

    private void changed(String uri) {
        AtomicBoolean told = waiting.get(uri);
        if (told == null || !told.compareAndSet(false, true)) {
            return;
        }
        boolean taken = outbox.sendLater(() -> !closed && told.equals(waiting.get(uri)), () -> {
            // What changes from here on is another change.
            told.set(false);
            return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":{\"uri\":"
                    + Replies.quoted(uri) + "}}";
        });
        if (!taken) {
            told.set(false);
        }
    }
}
