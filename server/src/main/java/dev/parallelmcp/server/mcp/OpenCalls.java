package dev.parallelmcp.server.mcp;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The requests in progress, at most as many as allowed. Whoever takes a call out owes its one reply, so that no call is
 * answered twice.
 */
final class OpenCalls {

    private final Semaphore places;
    private final AtomicLong lastNumber = new AtomicLong();
    private final Map<Long, OpenCall> calls = new ConcurrentHashMap<>();

    OpenCalls(int maxCalls) {
        this.places = new Semaphore(maxCalls);
    }

    /** Takes a call in; empty when there is no place left. */
    Optional<OpenCall> open(Incoming.Call call) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        OpenCall open = new OpenCall(lastNumber.incrementAndGet(), call);
        calls.put(open.number(), open);
        return Optional.of(open);
    }

    /** Takes a call out, its place free again; empty when somebody has done so. */
    Optional<OpenCall> take(long number) {
        Optional<OpenCall> taken = Optional.ofNullable(calls.remove(number));
        taken.ifPresent(call -> places.release());
        return taken;
    }

    /** Those that are open now. */
    Collection<OpenCall> all() {
        return List.copyOf(calls.values());
    }
}
