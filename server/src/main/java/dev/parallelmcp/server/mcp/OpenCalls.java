package dev.parallelmcp.server.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The requests in progress, at most as many as allowed, by number and by size. Whoever takes a call owes its one reply,
 * so that no call is answered twice.
 */
final class OpenCalls {

    private static final int CHARACTERS_PER_UNIT = 1024;
    /** 256 Mi characters, but no more than an eighth of the heap: lines and what is made of them live side by side. */
    private static final int MAX_UNITS =
            (int) Math.min(256 * 1024, Math.max(1, Runtime.getRuntime().maxMemory() / 8 / CHARACTERS_PER_UNIT));

    private final Semaphore places;
    private final Semaphore units = new Semaphore(MAX_UNITS);
    private final Map<Long, OpenCall> calls = new ConcurrentHashMap<>();
    private long lastNumber;
    private boolean stopped;

    OpenCalls(int maxCalls) {
        this.places = new Semaphore(maxCalls);
    }

    /** Takes a call in; empty when there is no place left. */
    synchronized Optional<OpenCall> open(Incoming.Call call) {
        if (stopped || !places.tryAcquire()) {
            return Optional.empty();
        }
        if (!units.tryAcquire(units(call))) {
            places.release();
            return Optional.empty();
        }
        OpenCall open = new OpenCall(++lastNumber, call);
        calls.put(open.number(), open);
        return Optional.of(open);
    }

    /** Takes the reply to a call upon the caller; empty when somebody has done so. The call's place is free again. */
    Optional<OpenCall> take(long number) {
        Optional<OpenCall> taken = Optional.ofNullable(calls.get(number)).filter(OpenCall::take);
        taken.ifPresent(call -> {
            places.release();
            units.release(units(call.call()));
        });
        return taken;
    }

    /** What a call weighs. One alone always fits. */
    private static int units(Incoming.Call call) {
        return Math.min(MAX_UNITS, 1 + call.params().length() / CHARACTERS_PER_UNIT);
    }

    /** The reply to a call that was taken has been written. */
    void end(OpenCall call) {
        calls.remove(call.number());
        call.end();
    }

    /** Takes no more calls in and waits for the ends of those there are; answers the ones still open after this time. */
    List<OpenCall> stop(Duration patience) {
        CompletableFuture<?>[] ends = stopTaking().stream().map(OpenCall::ended).toArray(CompletableFuture[]::new);
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

    private synchronized List<OpenCall> stopTaking() {
        stopped = true;
        return open();
    }

    private List<OpenCall> open() {
        return List.copyOf(calls.values());
    }
}
