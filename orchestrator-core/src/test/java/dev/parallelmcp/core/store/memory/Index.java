package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.store.Page;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rows in drawers, in order within each. A row may lie in several drawers or in none, so a search opens the one that holds
 * what it looks for and nothing else. Which drawers and which place follow from the row alone; a row in no drawer needs no place.
 */
final class Index<D extends Comparable<? super D>, P extends Comparable<? super P>, V> {

    private final Function<? super V, ? extends Collection<D>> drawersOf;
    private final Function<? super V, ? extends P> placeOf;
    /** None is empty. */
    private final NavigableMap<D, NavigableMap<P, V>> drawers = new TreeMap<>();

    Index(Function<? super V, ? extends Collection<D>> drawersOf, Function<? super V, ? extends P> placeOf) {
        this.drawersOf = drawersOf;
        this.placeOf = placeOf;
    }

    void add(V row) {
        for (D drawer : drawersOf.apply(row)) {
            drawers.computeIfAbsent(drawer, key -> new TreeMap<>()).put(placeOf.apply(row), row);
        }
    }

    void remove(V row) {
        for (D drawer : drawersOf.apply(row)) {
            drawers.computeIfPresent(drawer, (key, rows) -> {
                rows.remove(placeOf.apply(row));
                return rows.isEmpty() ? null : rows;
            });
        }
    }

    /** The rows of one drawer. */
    NavigableMap<P, V> in(D drawer) {
        return Collections.unmodifiableNavigableMap(drawers.getOrDefault(drawer, Collections.emptyNavigableMap()));
    }

    /** The drawers that hold something, from this one on. */
    Stream<D> drawersFrom(D first) {
        return drawers.tailMap(first, true).keySet().stream();
    }

    /** Part of what several drawers hold together; each is read no further than the page reaches. */
    List<V> page(Collection<D> wanted, Predicate<? super V> keep, SortDirection direction, Page page) {
        Comparator<Map.Entry<P, V>> order = Map.Entry.comparingByKey();
        return wanted.stream()
                .distinct()
                .flatMap(drawer -> in(drawer, direction).entrySet().stream()
                        .filter(entry -> keep.test(entry.getValue()))
                        .limit(page.offset() + page.limit()))
                .sorted(direction == SortDirection.ASC ? order : order.reversed())
                .skip(page.offset())
                .limit(page.limit())
                .map(Map.Entry::getValue)
                .toList();
    }

    private NavigableMap<P, V> in(D drawer, SortDirection direction) {
        return switch (direction) {
            case ASC -> in(drawer);
            case DESC -> in(drawer).descendingMap();
        };
    }
}
