package dev.parallelmcp.core.waiting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who wait for the same, in the order of their coming. Guarded by the room's lock. */
final class Line {

    /** How many of one line fetch at once. */
    private static final int MOST_FETCHING = 64;

    private final Object name;
    private final Set<Place<?>> places = new LinkedHashSet<>();
    private @Nullable Instant dueAt;
    private boolean changed;
    private int fetching;
    /** How many are to fetch at once: the more, the longer all have found something. */
    private int burst = 1;

    Line(Object name) {
        this.name = name;
    }

    Object name() {
        return name;
    }

    void add(Place<?> place) {
        places.add(place);
        changed = true;
    }

    void remove(Place<?> place) {
        places.remove(place);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    void forEach(Consumer<? super Place<?>> action) {
        places.forEach(action);
    }

    /** What they wait for may have come. */
    void change() {
        changed = true;
    }

    /**
     * Whether to look now: something has changed, or an instant has come. Not while some are fetching, for then a look
     * would show what they are about to take.
     */
    boolean wantsLook(Instant now) {
        return fetching == 0 && (changed || (dueAt != null && !now.isBefore(dueAt)));
    }

    /** A look is about to be made: what changes from now on is for the next. Answers what to look for. */
    Awaited<?> startLook() {
        changed = false;
        return places.iterator().next().awaited();
    }

    /** Answers who is to fetch now. */
    List<Place<?>> looked(Awaited.Look look) {
        dueAt = look.dueAt().orElse(null);
        List<Place<?>> next = new ArrayList<>();
        if (look.come()) {
            places.stream().limit(burst).forEach(next::add);
            next.forEach(Place::startFetching);
            fetching = next.size();
        }
        return next;
    }

    /** One has fetched something, or failed: there may be more for the others. */
    void served() {
        fetching--;
        changed = true;
        burst = Math.min(burst * 2, MOST_FETCHING);
    }

    /** One has found nothing. */
    void disappointed() {
        fetching--;
        burst = 1;
    }
}
