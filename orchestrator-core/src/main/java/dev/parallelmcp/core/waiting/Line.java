package dev.parallelmcp.core.waiting;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who wait for the same, in the order of their coming. Guarded by the room's lock. */
final class Line {

    private final Object name;
    private final Desk desk;
    private final Set<Place<?>> places = new LinkedHashSet<>();
    private @Nullable Instant dueAt;
    private boolean changed;

    Line(Object name, Desk desk) {
        this.name = name;
        this.desk = desk;
    }

    Object name() {
        return name;
    }

    Desk desk() {
        return desk;
    }

    void add(Place<?> place) {
        places.add(place);
        desk.come();
        changed = true;
    }

    /** Answers whether it stood here. */
    boolean remove(Place<?> place) {
        boolean stood = places.remove(place);
        if (stood) {
            desk.leave();
        }
        return stood;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Those who are not fetching. */
    void forEachIdle(Consumer<? super Place<?>> action) {
        places.stream().filter(place -> !place.isFetching()).forEach(action);
    }

    void forEach(Consumer<? super Place<?>> action) {
        places.forEach(action);
    }

    /** What they wait for may have come. */
    void change() {
        changed = true;
    }

    /** Whether to look now: something has changed, or an instant has come. */
    boolean wantsLook(Instant now, long nanoTime) {
        return (changed || isDue(now, nanoTime))
                && desk.isFree(nanoTime)
                && places.stream().anyMatch(place -> !place.isFetching());
    }

    private boolean isDue(Instant now, long nanoTime) {
        return dueAt != null && !now.isBefore(dueAt) && !desk.isInVain(dueAt, nanoTime);
    }

    /** A look is about to be made: what changes from now on is for the next. Answers what to look for. */
    Awaited<?> startLook() {
        changed = false;
        return places.iterator().next().awaited();
    }

    /** Answers whether to fetch. There may be more then, so the next look is as soon as that is fetched. */
    boolean looked(Awaited.Look look, Instant now, long nanoTime) {
        dueAt = look.dueAt().orElse(null);
        boolean fetch = look.found() == Awaited.Found.COME || isDue(now, nanoTime);
        changed |= fetch || look.found() == Awaited.Found.UNFINISHED;
        return fetch;
    }
}
