package dev.parallelmcp.server.resource;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.result.EventPage;
import dev.parallelmcp.core.waiting.Caller;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on what comes to the event log, whoever adds it, from where the log ended when it began until it is closed. */
final class ChangeFollower implements Caller, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFollower.class);

    /** What happens within this time after an event is handed on together. */
    private static final long BURST_MILLIS = 50;

    private static final long RETRY_MILLIS = 1_000;

    private final Orchestrator orchestrator;
    private final Executor executor;
    private final Consumer<List<Event>> listener;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    /** The log could not be read when it was last tried. */
    private boolean brokenOff;

    private ChangeFollower(Orchestrator orchestrator, Executor executor, Consumer<List<Event>> listener) {
        this.orchestrator = orchestrator;
        this.executor = executor;
        this.listener = listener;
    }

    /**
     * Begins. What happens after this has returned is heard of.
     *
     * @param executor for the listener, which should be quick
     */
    static ChangeFollower start(Orchestrator orchestrator, Executor executor, Consumer<List<Event>> listener) {
        ChangeFollower follower = new ChangeFollower(orchestrator, executor, listener);
        long end = orchestrator.waiting().endOfEvents();
        executor.execute(() -> follower.follow(end));
        return follower;
    }

    private void follow(long cursor) {
        if (closed.isDone()) {
            return;
        }
        ListEventsSinceRequest next = ListEventsSinceRequest.builder()
                .afterId(cursor)
                .limit(Limits.MAX_PAGE_ITEMS)
                .waitMs(Limits.MAX_WAIT_MILLIS)
                .build();
        orchestrator
                .waiting()
                .listEventsSince(next, this)
                .whenCompleteAsync((page, failure) -> goOn(cursor, page, failure), executor)
                .whenComplete((page, failure) -> {
                    if (failure != null) {
                        LOG.debug("The log could not be followed, or what it told not be handed on", failure);
                    }
                });
    }

    private void goOn(long cursor, @Nullable EventPage page, @Nullable Throwable failure) {
        if (page != null) {
            brokenOff = false;
            try {
                listener.accept(page.events());
            } finally {
                later(page.nextCursor(), page.events().isEmpty() ? 0 : BURST_MILLIS);
            }
        } else if (!closed.isDone()) {
            if (!brokenOff) {
                LOG.warn(
                        "Subscriptions cannot follow the event log until it can be read again: {}",
                        failure == null ? "no page" : failure.getClass().getName());
            }
            brokenOff = true;
            later(cursor, RETRY_MILLIS);
        }
    }

    private void later(long cursor, long millis) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, executor)
                .execute(() -> follow(cursor));
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public boolean mayTakeEffect() {
        return true;
    }

    /** One for a connection, which is no call of its client: it takes no place from those that wait. */
    @Override
    public boolean startWaiting() {
        return true;
    }

    /** The stage itself: one made of it for each wait would stay with it until the end. */
    @Override
    public CompletionStage<Void> cutShort() {
        return closed;
    }

    /** Nobody asks how far the log is. */
    @Override
    public void progress(int done, int total) {}

    /** Nothing is heard any more, but for what is being handed on. */
    @Override
    public void close() {
        closed.complete(null);
    }
}
