package dev.parallelmcp.core.waiting;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.StoreWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where calls wait for something to be in a store. One thread, which the first to come starts, watches the store for all
 * of them, and only while somebody waits; it looks by reading, and what it sees there it has fetched on the callers'
 * executors, in the order of their coming. Safe for use by many threads.
 */
public final class WaitingRoom implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);

    private static final long AFTER_FAILURE_MILLIS = 100;
    private static final long MOST_BETWEEN_DEADLINES_NANOS =
            Duration.ofMinutes(1).toNanos();
    private static final long MOST_TO_CLOSE_MILLIS = 5_000;

    private final Store store;
    private final Object lock = new Object();
    private final Map<Object, Line> lines = new LinkedHashMap<>();
    private final Pace pace = new Pace(System.nanoTime());
    private long lastNumber;
    /** No place's time is over before; by {@code System.nanoTime}. */
    private long nextDeadline = System.nanoTime();

    private boolean closed;
    private @Nullable Thread attendant;
    private volatile @Nullable StoreWatch watch;

    public WaitingRoom(Store store) {
        this.store = store;
    }

    /** Whether somebody waits to be served here. */
    public boolean someoneWaitsAt(Desk desk) {
        synchronized (lock) {
            return desk.hasVisitors();
        }
    }

    /**
     * Waits for something on behalf of a caller, who has tried in vain or wants to be behind those who are waiting. The
     * stage completes on the caller's executor. LIMIT_EXCEEDED when the caller cannot let the call wait;
     * STORE_UNAVAILABLE when the room is closed.
     */
    public <R> CompletionStage<R> enter(Awaited<R> awaited, Caller caller, Duration atMost) {
        if (!caller.startWaiting()) {
            return CompletableFuture.failedStage(OrchestratorException.builder(
                            ErrorCode.LIMIT_EXCEEDED,
                            "as many calls wait as may; leave waitMs out, or try again when some of them have ended")
                    .retryAfterMs(1_000)
                    .build());
        }
        Place<R> place;
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedStage(closedFailure());
            }
            attend();
            Line line = lines.computeIfAbsent(awaited.line(), name -> new Line(name, awaited.desk()));
            long now = System.nanoTime();
            place = new Place<>(++lastNumber, line, awaited, caller, now + atMost.toNanos());
            pace.quicken(now);
            line.add(place);
            expectDeadline(place.deadline());
        }
        wake();
        // The one may be of many calls and last for long: it forgets this call when there is an answer.
        CompletionStage<Object> over =
                CompletableFuture.anyOf(place.answer(), caller.cutShort().toCompletableFuture());
        over.thenRun(() -> end(place));
        return place.answer();
    }

    private static OrchestratorException closedFailure() {
        return OrchestratorException.of(ErrorCode.STORE_UNAVAILABLE, "the store is closed");
    }

    private void attend() {
        if (attendant == null) {
            Thread thread = new Thread(this::work, "parallel-mcp-waiting");
            thread.setDaemon(true);
            thread.start();
            attendant = thread;
        }
        lock.notifyAll();
    }

    private void wake() {
        StoreWatch open = watch;
        if (open != null) {
            open.wake();
        }
    }

    /** The attendant's life. A store that cannot be watched or read fails those who wait; the next to come try anew. */
    private void work() {
        while (awaitSomebody()) {
            try (StoreWatch open = store.watch()) {
                watch = open;
                // Nobody watched until now.
                boolean changed = true;
                while (awaitSomebody()) {
                    round(changed, open.now());
                    changed = open.await(betweenGlances());
                }
            } catch (InterruptedException e) {
                LOG.debug("an interrupted attendant goes on", e);
            } catch (RuntimeException | Error e) {
                // Even what should never be caught: they would wait for ever.
                failAll(e);
                pause();
            } finally {
                watch = null;
            }
        }
    }

    private Duration betweenGlances() {
        synchronized (lock) {
            return pace.betweenGlances(System.nanoTime());
        }
    }

    /** False when nobody will come any more. */
    private boolean awaitSomebody() {
        synchronized (lock) {
            while (lines.isEmpty() && !closed) {
                awaitNotice(0);
            }
            return !closed;
        }
    }

    /** Those who are fetching are still there after a failure: they must not make the attendant run in circles. */
    private void pause() {
        synchronized (lock) {
            if (!closed) {
                awaitNotice(AFTER_FAILURE_MILLIS);
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // The callers see to the condition.
    private void awaitNotice(long atMostMillis) {
        try {
            lock.wait(atMostMillis);
        } catch (InterruptedException e) {
            LOG.debug("an interrupted attendant goes on", e);
        }
    }

    private void round(boolean changed, Instant now) {
        long began = System.nanoTime();
        Map<Line, Awaited<?>> wanted = startLooks(changed, now);
        if (!wanted.isEmpty()) {
            Map<Desk, Turn> turns = new HashMap<>();
            for (Place<?> place : fetchers(store.read(tx -> looks(tx, wanted)), now)) {
                fetch(place, turns.computeIfAbsent(place.line().desk(), desk -> new Turn()));
            }
        }
        endOverdue(System.nanoTime());
        if (!wanted.isEmpty()) {
            // However much is committed and however many lines there are: half of the time is for others.
            LockSupport.parkNanos(this, System.nanoTime() - began);
        }
    }

    private Map<Line, Awaited<?>> startLooks(boolean changed, Instant now) {
        Map<Line, Awaited<?>> wanted = new LinkedHashMap<>();
        long nanoTime = System.nanoTime();
        synchronized (lock) {
            for (Line line : lines.values()) {
                if (changed) {
                    line.change();
                }
                if (line.wantsLook(now, nanoTime)) {
                    wanted.put(line, line.startLook());
                }
            }
        }
        return wanted;
    }

    private static Map<Line, Awaited.Look> looks(ReadTransaction tx, Map<Line, Awaited<?>> wanted) {
        Map<Line, Awaited.Look> looks = new LinkedHashMap<>();
        wanted.forEach((line, awaited) -> looks.put(line, awaited.look(tx)));
        return looks;
    }

    /** Who is to fetch now: at each desk the first of all for whom something has come. */
    private List<Place<?>> fetchers(Map<Line, Awaited.Look> looks, Instant now) {
        List<Place<?>> fetchers = new ArrayList<>();
        long nanoTime = System.nanoTime();
        synchronized (lock) {
            Map<Desk, List<Place<?>>> served = new LinkedHashMap<>();
            looks.forEach((line, look) -> {
                if (line.looked(look, now, nanoTime)) {
                    line.forEachIdle(served.computeIfAbsent(line.desk(), desk -> new ArrayList<>())::add);
                }
            });
            served.forEach((desk, places) -> {
                places.sort(Comparator.comparingLong(Place::number));
                List<Place<?>> first = places.subList(0, Math.min(desk.burst(), places.size()));
                desk.startFetching(first, now, nanoTime);
                fetchers.addAll(first);
            });
            fetchers.forEach(Place::startFetching);
        }
        return fetchers;
    }

    private <R> void fetch(Place<R> place, Turn turn) {
        CompletionStage<Optional<R>> fetched;
        try {
            fetched = place.awaited().fetch(turn);
        } catch (RuntimeException | Error e) {
            fetched = CompletableFuture.failedStage(e);
        }
        fetched.whenComplete((found, failure) -> {
            if (failure == null) {
                fetched(place, found);
            } else {
                served(place);
                place.answer().completeExceptionally(failure);
            }
        });
    }

    private <R> void fetched(Place<R> place, Optional<R> found) {
        if (found.isPresent()) {
            served(place);
            place.answer().complete(found.get());
        } else {
            disappointed(place);
        }
    }

    private void served(Place<?> place) {
        synchronized (lock) {
            place.line().desk().served(place);
            leave(place);
        }
        wake();
    }

    private void disappointed(Place<?> place) {
        boolean mayWait = place.caller().startWaiting();
        synchronized (lock) {
            place.line().desk().disappointed(place, System.nanoTime());
            place.stopFetching();
            if (mayWait && !place.isOver() && !closed) {
                return;
            }
            leave(place);
        }
        place.answerNothing();
    }

    private void endOverdue(long nanoTime) {
        List<Place<?>> overdue = new ArrayList<>();
        synchronized (lock) {
            if (nanoTime - nextDeadline < 0) {
                return;
            }
            nextDeadline = nanoTime + MOST_BETWEEN_DEADLINES_NANOS;
            lines.values()
                    .forEach(line -> line.forEach(place -> {
                        if (nanoTime - place.deadline() >= 0) {
                            overdue.add(place);
                        } else {
                            expectDeadline(place.deadline());
                        }
                    }));
        }
        overdue.forEach(this::end);
    }

    private void expectDeadline(long deadline) {
        if (deadline - nextDeadline < 0) {
            nextDeadline = deadline;
        }
    }

    /** The time of this one is over. */
    private void end(Place<?> place) {
        synchronized (lock) {
            if (place.isOver()) {
                return;
            }
            place.end();
            if (place.isFetching()) {
                return;
            }
            leave(place);
        }
        place.answerNothing();
    }

    /** With the lock held. */
    private void leave(Place<?> place) {
        place.end();
        Line line = place.line();
        if (line.remove(place) && line.isEmpty()) {
            lines.remove(line.name(), line);
        }
    }

    /** Those who are fetching bring what they find, or fail by themselves. */
    private void failAll(Throwable failure) {
        List<Place<?>> all = new ArrayList<>();
        synchronized (lock) {
            lines.values().forEach(line -> line.forEachIdle(all::add));
            all.forEach(this::leave);
        }
        all.forEach(place -> place.fail(failure));
    }

    /** Fails those who wait and takes no more. Before the store is closed. */
    @Override
    public void close() {
        Thread last;
        synchronized (lock) {
            closed = true;
            last = attendant;
            lock.notifyAll();
        }
        wake();
        failAll(closedFailure());
        if (last != null && last != Thread.currentThread()) {
            try {
                last.join(MOST_TO_CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
