package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Work that throws in the middle leaves nothing, whatever it throws and whichever way it came, and harms no neighbour. */
public abstract class RollbackContract extends NamedTaskContract {

    /** The ways to hand a work to a store. */
    enum Way {
        WRITE {
            @Override
            <T> T hand(Store store, Function<Transaction, T> work) {
                return store.write(work);
            }
        },
        WRITE_ON_CALLER_THREAD {
            @Override
            <T> T hand(Store store, Function<Transaction, T> work) {
                return store.writeOnCallerThread(work);
            }
        },
        SUBMIT {
            @Override
            <T> T hand(Store store, Function<Transaction, T> work) {
                return outcome(store.<T>submit(work, Runnable::run));
            }
        },
        APART {
            @Override
            <T> T hand(Store store, Function<Transaction, T> work) {
                return store.write(tx -> tx.<T>apart(() -> work.apply(tx)));
            }
        };

        abstract <T> T hand(Store store, Function<Transaction, T> work);
    }

    /** What may end a work. */
    enum Failure {
        EXCEPTION {
            @Override
            void raise() {
                throw new IllegalArgumentException("mine");
            }
        },
        FAILED_ASSERTION {
            @Override
            void raise() {
                throw new AssertionError("mine");
            }
        },
        NO_MEMORY {
            @Override
            void raise() {
                throw new OutOfMemoryError("mine");
            }
        },
        ENDLESS_RECURSION {
            @Override
            @SuppressWarnings("InfiniteRecursion") // That is what it is for.
            void raise() {
                raise();
            }
        };

        abstract void raise();
    }

    private final List<String> actions = new ArrayList<>();
    private Store store;
    private Claim held;

    @BeforeEach
    final void holdATask() {
        store = open(clock);
        add(createRun(), "a");
        held = take("a");
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    /** What the stage of a work tells, itself. */
    private static <T> T outcome(CompletionStage<T> stage) {
        List<Throwable> failures = new ArrayList<>();
        T result = stage.whenComplete(
                        (answer, failure) -> Stream.ofNullable(failure).forEach(failures::add))
                .exceptionally(failure -> null)
                .toCompletableFuture()
                .join();
        for (Throwable failure : failures) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
        return result;
    }

    private boolean scribble(String name, Transaction tx) {
        new Scribble(name, held).write(tx);
        tx.afterCommit(() -> actions.add(name));
        return true;
    }

    private boolean scribbleAndFail(String name, Transaction tx, Failure failure) {
        scribble(name, tx);
        failure.raise();
        return true;
    }

    private List<String> traces(String name) {
        return new Scribble(name, held).traces(store);
    }

    static Stream<Arguments> waysAndFailures() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(Failure.values()).map(failure -> Arguments.of(way, failure)));
    }

    @ParameterizedTest
    @MethodSource("waysAndFailures")
    void workThatThrowsLeavesNothing(Way way, Failure failure) {
        Throwable expected = catchThrowable(failure::raise);
        Picture before = picture();

        Throwable thrown = catchThrowable(() -> way.hand(store, tx -> scribbleAndFail("lost", tx, failure)));

        assertThat(thrown).hasSameClassAs(expected).hasMessage(expected.getMessage());
        assertThat(picture()).isEqualTo(before);
        assertThat(traces("lost")).isEmpty();
        assertThat(actions).isEmpty();
        assertThat(complete(held).id()).isEqualTo("a");
    }

    /** Else the test above could not fail. */
    @Test
    void workThatDoesNotThrowLeavesAllThatItWrote() {
        for (Way way : Way.values()) {
            Picture before = picture();

            way.hand(store, tx -> scribble(way.name(), tx));

            Picture after = picture();
            assertThat(after.runs()).isNotEqualTo(before.runs());
            assertThat(after.tasks()).isNotEqualTo(before.tasks());
            assertThat(after.outputs()).isNotEqualTo(before.outputs());
            assertThat(after.events()).isNotEqualTo(before.events());
            assertThat(traces(way.name())).containsExactly("snapshots", "tokens");
        }
        assertThat(actions).containsExactly("WRITE", "WRITE_ON_CALLER_THREAD", "SUBMIT", "APART");
    }

    /** They wait together, so a store may do them in one commit. */
    @ParameterizedTest
    @MethodSource("failures")
    void neighboursOfWorkThatThrowsAreThere(Failure failure) {
        List<Runnable> kept = new ArrayList<>();
        Executor keeping = kept::add;
        CompletionStage<Boolean> first = store.submit(tx -> scribble("first", tx), keeping);
        CompletionStage<Boolean> lost = store.submit(tx -> scribbleAndFail("lost", tx, failure), keeping);
        CompletionStage<Boolean> second = store.submit(tx -> scribble("second", tx), keeping);

        store.write(tx -> scribble("third", tx));
        kept.forEach(Runnable::run);

        assertThat(outcome(first)).isTrue();
        assertThat(outcome(second)).isTrue();
        assertThat(catchThrowable(() -> outcome(lost))).hasSameClassAs(catchThrowable(failure::raise));
        assertThat(traces("lost")).isEmpty();
        for (String name : List.of("first", "second", "third")) {
            assertThat(traces(name)).containsExactly("snapshots", "tokens");
        }
        assertThat(actions).containsExactlyInAnyOrder("first", "second", "third");
    }

    static Stream<Failure> failures() {
        return Stream.of(Failure.values());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void partThatThrowsLeavesTheRestOfItsTransaction(Failure failure) {
        store.write(tx -> {
            scribble("before", tx);
            Throwable thrown = catchThrowable(() -> tx.apart(() -> {
                tx.apart(() -> scribble("inner", tx));
                return scribbleAndFail("lost", tx, failure);
            }));
            assertThat(thrown).isNotNull();
            assertThat(tx.snapshots().find("lost")).isEmpty();
            assertThat(tx.snapshots().find("inner")).isEmpty();
            return scribble("after", tx);
        });

        assertThat(traces("lost")).isEmpty();
        assertThat(traces("inner")).isEmpty();
        assertThat(traces("before")).isNotEmpty();
        assertThat(traces("after")).isNotEmpty();
        assertThat(actions).containsExactly("before", "after");
    }

    @Test
    void partThatSucceededGoesWithItsTransaction() {
        IllegalArgumentException mine = new IllegalArgumentException("mine");
        changesNothing(() -> assertThat(catchThrowable(() -> store.write(tx -> {
                    tx.apart(() -> scribble("part", tx));
                    throw mine;
                })))
                .isSameAs(mine));

        assertThat(traces("part")).isEmpty();
        assertThat(actions).isEmpty();
    }
}
