package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A part of a transaction that may fail alone. */
class ApartTest {

    private final List<String> committed = new ArrayList<>();

    private boolean insert(Transaction tx, String run) {
        tx.runs().insert(Rows.run(run));
        tx.afterCommit(() -> committed.add(run));
        return true;
    }

    private static boolean has(Store store, String run) {
        return store.<Boolean>read(tx -> tx.runs().find(run).isPresent());
    }

    @Test
    void whatAFailedPartDidIsUndoneAndTheRestStays() {
        IllegalStateException failure = new IllegalStateException("for the test");
        try (Store store = SqliteStore.inMemory()) {
            store.write(tx -> {
                insert(tx, "before");
                assertThatThrownBy(() -> tx.apart(() -> {
                            insert(tx, "part");
                            throw failure;
                        }))
                        .isSameAs(failure);
                return insert(tx, "after");
            });
            assertThat(has(store, "before")).isTrue();
            assertThat(has(store, "part")).isFalse();
            assertThat(has(store, "after")).isTrue();
        }
        assertThat(committed).containsExactly("before", "after");
    }

    @Test
    void partsMayStandInParts() {
        try (Store store = SqliteStore.inMemory()) {
            store.write(tx -> tx.apart(() -> {
                insert(tx, "outer");
                assertThatThrownBy(() -> tx.apart(() -> {
                            insert(tx, "inner");
                            throw new IllegalStateException("for the test");
                        }))
                        .isInstanceOf(IllegalStateException.class);
                return true;
            }));
            assertThat(has(store, "outer")).isTrue();
            assertThat(has(store, "inner")).isFalse();
        }
        assertThat(committed).containsExactly("outer");
    }

    @Test
    void partsLeaveWithTheirTransaction() {
        try (Store store = SqliteStore.inMemory()) {
            assertThatThrownBy(() -> store.write(tx -> {
                        tx.apart(() -> insert(tx, "part"));
                        throw new IllegalStateException("for the test");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(has(store, "part")).isFalse();
        }
        assertThat(committed).isEmpty();
    }
}
