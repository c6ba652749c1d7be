package dev.parallelmcp.core.store.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows by their key. A row is immutable, a change replaces it. Every change goes through {@link #replace}, so that no
 * change can forget an index or the way back.
 */
final class Table<K extends Comparable<? super K>, V> {

    private final Journal journal;
    private final NavigableMap<K, V> rows = new TreeMap<>();
    private final List<Index<?, ?, V>> indexes = new ArrayList<>();

    Table(Journal journal) {
        this.journal = journal;
    }

    /** A new index, to be made before there are rows. */
    <D extends Comparable<? super D>, P extends Comparable<? super P>> Index<D, P, V> index(
            Function<? super V, ? extends Collection<D>> drawers, Function<? super V, ? extends P> place) {
        Index<D, P, V> index = new Index<>(drawers, place);
        indexes.add(index);
        return index;
    }

    NavigableMap<K, V> rows() {
        return Collections.unmodifiableNavigableMap(rows);
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    /** The row, which must be there. */
    V get(K key) {
        return find(key).orElseThrow(() -> new IllegalStateException("there is no row " + key));
    }

    boolean has(K key) {
        return rows.containsKey(key);
    }

    void put(K key, V row) {
        replace(key, row);
    }

    void remove(K key) {
        replace(key, null);
    }

    private void replace(K key, @Nullable V after) {
        V before = rows.get(key);
        move(key, before, after);
        journal.add(() -> move(key, after, before));
    }

    private void move(K key, @Nullable V from, @Nullable V to) {
        if (from != null) {
            indexes.forEach(index -> index.remove(from));
            rows.remove(key);
        }
        if (to != null) {
            rows.put(key, to);
            indexes.forEach(index -> index.add(to));
        }
    }
}
