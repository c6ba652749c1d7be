package dev.parallelmcp.server.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The requests in progress: so many at work, so many waiting, and all of them together so large. A call has its place
 * until its handler has answered, not until the answer is written. It weighs until the answer's turn to be written comes:
 * it is kept so long, so a client that does not read would else have the server keep ever more.
 */
final class OpenCalls {

    /** The number of no call. */
    static final long NOBODY = 0;

    private static final int CHARACTERS_PER_UNIT = 1024;
    /** 256 Mi characters, but no more than a part of the heap: a call costs more than ten times its size meanwhile. */
    private static final int MAX_UNITS =
            (int) Math.min(256 * 1024, Math.max(1, Runtime.getRuntime().maxMemory() / 32 / CHARACTERS_PER_UNIT));

    private final Semaphore working;
    private final Semaphore waiting;
    private final Semaphore units = new Semaphore(MAX_UNITS);
    /** Each call with the semaphore that counts it. */
    private final Map<OpenCall, Semaphore> counted = new ConcurrentHashMap<>();

    private final Map<OpenCall, Integer> weights = new ConcurrentHashMap<>();

    /**
     * Ends the waiting. Neither the thread that reads nor the one that closes may do it: what stops waiting answers, and
     * a client that does not read holds up whoever writes the answer.
     */
    private final Executor cutter = WorkerThreads.pool("mcp-cut-short", 1);

    private final Map<Long, OpenCall> calls = new ConcurrentHashMap<>();
    private final AtomicLong lastNumber = new AtomicLong();
    private boolean stopped;

    OpenCalls(int maxCalls, int maxWaiting) {
        this.working = new Semaphore(maxCalls);
        this.waiting = new Semaphore(maxWaiting);
    }

    /** Takes a call in; empty when there is no place left. */
    synchronized Optional<OpenCall> open(Incoming.Call call, ResultForm form) {
        if (stopped || !working.tryAcquire()) {
            return Optional.empty();
        }
        if (!units.tryAcquire(units(call))) {
            working.release();
            return Optional.empty();
        }
        OpenCall open = new OpenCall(lastNumber.incrementAndGet(), call, form);
        counted.put(open, working);
        weights.put(open, units(call));
        calls.put(open.number(), open);
        return Optional.of(open);
    }

    /** What a call weighs. One alone always fits. */
    private static int units(Incoming.Call call) {
        return Math.min(MAX_UNITS, 1 + call.params().text().length() / CHARACTERS_PER_UNIT);
    }

    /** The call with this number, unless it has ended. */
    Optional<OpenCall> find(long number) {
        return Optional.ofNullable(calls.get(number));
    }

    /** Moves a call from those at work to those that wait; false when there is no place among these. */
    boolean startWaiting(OpenCall call) {
        call.hadNoEffect();
        if (waiting.equals(counted.get(call))) {
            return true;
        }
        if (!waiting.tryAcquire()) {
            // At the end nobody waits long, so there it does not matter how many do.
            return call.cutShort().isDone();
        }
        if (counted.replace(call, working, waiting)) {
            working.release();
            call.turnOver().complete(null);
        } else {
            waiting.release();
        }
        return true;
    }

    /** The call no longer has a place: its handler has answered. */
    void leave(OpenCall call) {
        Semaphore place = counted.remove(call);
        if (place != null) {
            place.release();
        }
    }

    /** The call no longer weighs: its answer is about to be written. */
    void unload(OpenCall call) {
        Integer weight = weights.remove(call);
        if (weight != null) {
            units.release(weight);
        }
    }

    /** Nothing will be done for the call any more. */
    void end(OpenCall call) {
        leave(call);
        unload(call);
        calls.remove(call.number());
        call.end();
    }

    /**
     * The client takes a request back: it gets no reply, and has no effect unless that has begun.
     *
     * @param id as the client wrote it
     */
    void cancel(String id) {
        for (OpenCall call : calls.values()) {
            if (call.call().id().equals(id) && call.takeReply()) {
                call.withdraw();
                cutShort(call);
            }
        }
    }

    /** Takes no more calls in. */
    synchronized boolean stop() {
        boolean first = !stopped;
        stopped = true;
        return first;
    }

    synchronized boolean stopped() {
        return stopped;
    }

    /** Has waiting end and waits for the ends of the calls there are; answers the ones still open after this time. */
    List<OpenCall> awaitEnds(Duration patience) {
        List<OpenCall> open = open();
        open.forEach(this::cutShort);
        CompletableFuture<?>[] ends = open.stream().map(OpenCall::ended).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return open();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return open();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a call does not fail", e);
        }
        return List.of();
    }

    private void cutShort(OpenCall call) {
        call.cutShort().completeAsync(() -> null, cutter);
    }

    /** The calls that have not ended. */
    List<OpenCall> open() {
        return List.copyOf(calls.values());
    }
}
