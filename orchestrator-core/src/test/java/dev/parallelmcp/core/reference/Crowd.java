package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.engine.Operations;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Many who do everything at once to one database: each lives through random histories of its own, but the tasks that it
 * claims are anybody's. Nobody can say beforehand what comes of a step, so what is held against them is what must never
 * happen in whatever order. Thread-safe.
 */
public final class Crowd {

    private final Map<Door, Operations> doors;
    private final LongConsumer passTime;
    private final Ledger ledger = new Ledger();
    private final Tally tally = new Tally();
    /** Once each: an id that was pruned may be used again. */
    private final Set<String> runIds = new LinkedHashSet<>();

    private volatile boolean over;

    /** @param passTime moves the clock by so many milliseconds */
    public Crowd(Operations first, Operations second, Operations left, LongConsumer passTime) {
        this.doors = Map.of(Door.FIRST, first, Door.SECOND, second, Door.LEFT, left);
        this.passTime = passTime;
    }

    /** The namespace that the third of the doors shows. */
    public static String leftNamespace() {
        return Door.LEFT_NAMESPACE;
    }

    /** Lets so many work until {@code meanwhile} has ended, and then lets each end the step that it is at. */
    public void work(int members, Runnable meanwhile) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(members);
        try {
            List<Future<?>> lives = new ArrayList<>();
            for (int number = 0; number < members; number++) {
                lives.add(threads.submit(new CrowdMember(number, this)));
            }
            meanwhile.run();
            over = true;
            for (Future<?> life : lives) {
                life.get();
            }
        } finally {
            over = true;
            threads.shutdownNow();
        }
    }

    boolean over() {
        return over || !ledger.contradictions().isEmpty();
    }

    Operations through(Door door) {
        return Optional.ofNullable(doors.get(door)).orElseThrow();
    }

    void passTime(long millis) {
        passTime.accept(millis);
    }

    void saw(Record request, Outcome outcome) {
        tally.count(request, outcome);
        ledger.enter(request, outcome);
    }

    void knows(String runId) {
        synchronized (runIds) {
            runIds.add(runId);
        }
    }

    /** The runs that were created, those that were pruned since included; what is new comes last. */
    public List<String> runIds() {
        synchronized (runIds) {
            return List.copyOf(runIds);
        }
    }

    /** What must not have happened. */
    public List<String> contradictions() {
        return ledger.contradictions();
    }

    /** Operations that never succeeded. */
    public List<String> neverSucceeded() {
        TreeSet<String> names = new TreeSet<>(Operation.all());
        names.removeAll(tally.answered().keySet());
        return List.copyOf(names);
    }

    /** What was done, for who wants to know how much it was. */
    public String figures() {
        return "answered " + tally.answered() + ", refused " + tally.refused();
    }
}
