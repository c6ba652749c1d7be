package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.store.RunRow;
import dev.parallelmcp.core.store.Transaction;
import dev.parallelmcp.core.store.jdbc.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/** Callers that meet are committed together and do not notice it. */
class GroupCommitTest {
    @TempDir
    Path folder;

    private final AtomicInteger commits = new AtomicInteger();
    private Session session;
    private Writer writer;

    @BeforeEach
    void open() {
        Path file = folder.resolve("store.db");
        SqliteStore.open(file).close();
        session = Raw.connect(file);
        writer = new Writer(
                session, FileIdentity.NONE, () -> Rows.NOW.plusNanos(999_999), Duration.ofSeconds(1), () -> {});
        ((SQLiteConnection) session.connection()).addCommitListener(new SQLiteCommitListener() {
            @Override
            public void onCommit() {
                commits.incrementAndGet();
            }

            @Override
            public void onRollback() {}
        });
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private static void insert(Transaction transaction, String id) {
        transaction.runs().insert(Rows.run(id));
    }

    private String writeRun(String id) {
        return writer.write(transaction -> {
            insert(transaction, id);
            return id;
        });
    }

    private boolean exists(String id) {
        return writer.<Boolean>read(transaction -> transaction.runs().find(id).isPresent());
    }

    /** Lets {@code callers} threads queue up, in order, behind a write that is held up, and then all go. */
    private void queueUp(int callers, IntConsumer each) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Thread first = new Thread(() -> writer.write(transaction -> {
            inside.countDown();
            await(go);
            return true;
        }));
        first.start();
        await(inside);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int number = i;
            Thread thread = new Thread(() -> each.accept(number));
            thread.start();
            Await.untilWaiting(List.of(thread));
            threads.add(thread);
        }
        commits.set(0);
        go.countDown();
        first.join();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void writersThatWaitShareOneCommit() throws Exception {
        queueUp(10, i -> writeRun("run" + i));
        assertThat(IntStream.range(0, 10)).allMatch(i -> exists("run" + i));
        // The write that held them up changed nothing and committed nothing.
        assertThat(commits).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void oneThatFailsTakesBackOnlyWhatItDid() throws Exception {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        queueUp(9, i -> {
            try {
                writer.write(transaction -> {
                    insert(transaction, "run" + i);
                    if (i % 3 == 1) {
                        throw new IllegalArgumentException("number " + i);
                    }
                    return i;
                });
            } catch (IllegalArgumentException e) {
                failures.add(i + ": " + e.getMessage());
            }
        });
        assertThat(failures).containsExactlyInAnyOrder("1: number 1", "4: number 4", "7: number 7");
        assertThat(IntStream.range(0, 9).filter(i -> exists("run" + i))).containsExactly(0, 2, 3, 5, 6, 8);
    }

    @Test
    void aDuplicateDisturbsNobodyElse() throws Exception {
        List<ErrorCode> failures = Collections.synchronizedList(new ArrayList<>());
        queueUp(4, i -> {
            try {
                writeRun(i < 2 ? "same" : "run" + i);
            } catch (OrchestratorException e) {
                failures.add(e.code());
            }
        });
        assertThat(failures).containsExactly(ErrorCode.DUPLICATE_ID);
        assertThat(List.of("same", "run2", "run3")).allMatch(this::exists);
    }

    @Test
    void actionsRunAfterTheCommitInTheOrderOfTheWrites() throws Exception {
        List<Integer> written = Collections.synchronizedList(new ArrayList<>());
        List<Integer> acted = Collections.synchronizedList(new ArrayList<>());
        queueUp(8, i -> {
            try {
                writer.write(transaction -> {
                    insert(transaction, "run" + i);
                    transaction.afterCommit(() -> acted.add(exists("run" + i) ? i : -1));
                    transaction.afterCommit(() -> {
                        throw new IllegalStateException("disturbs nobody");
                    });
                    if (i == 3) {
                        throw new IllegalArgumentException("its actions never run");
                    }
                    return written.add(i);
                });
            } catch (IllegalArgumentException e) {
                assertThat(i).isEqualTo(3);
            }
        });
        assertThat(acted).containsExactlyElementsOf(written).containsExactly(0, 1, 2, 4, 5, 6, 7);
    }

    @Test
    void aFullDiskFailsAllOfThemAndLeavesNothing() throws Exception {
        List<ErrorCode> failures = Collections.synchronizedList(new ArrayList<>());
        session.script("PRAGMA max_page_count = 1");
        queueUp(4, i -> {
            try {
                writer.write(transaction -> {
                    transaction.runs().insert(large("run" + i, i == 2));
                    return true;
                });
            } catch (OrchestratorException e) {
                failures.add(e.code());
            }
        });
        assertThat(failures).hasSize(4).containsOnly(ErrorCode.STORE_UNAVAILABLE);
        assertThat(IntStream.range(0, 4)).noneMatch(i -> exists("run" + i));
        session.script("PRAGMA max_page_count = 1000000");
        assertThat(writeRun("run0")).isEqualTo("run0");
    }

    @Test
    void aFailureOfTheDatabaseCannotBeSwallowed() {
        session.script("PRAGMA max_page_count = 1");
        assertThatExceptionOfType(OrchestratorException.class)
                .isThrownBy(() -> writer.write(transaction -> {
                    try {
                        transaction.runs().insert(large("large", true));
                    } catch (OrchestratorException e) {
                        assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                    }
                    return "as if nothing had happened";
                }))
                .withMessageStartingWith("the disk is full; make room");
        session.script("PRAGMA max_page_count = 1000000");
        assertThat(writeRun("run")).isEqualTo("run");
    }

    private static RunRow large(String id, boolean large) {
        Run run = Rows.run(id).run();
        Json metadata = Json.trusted("\"" + "x".repeat(large ? 1_000_000 : 10) + "\"");
        return Rows.run(id)
                .withRun(new Run(
                        id,
                        run.namespace(),
                        run.externalId(),
                        run.status(),
                        Optional.of(metadata),
                        Optional.empty(),
                        false,
                        Rows.NOW,
                        Rows.NOW));
    }

    @Test
    void aLoneCallerWorksOnItsOwnThread() {
        Thread worked = writer.write(transaction -> Thread.currentThread());
        assertThat(worked).isSameAs(Thread.currentThread());
    }

    @Test
    void workOfTheUserRunsOnItsCallersThreadEvenInACrowd() throws Exception {
        List<Boolean> own = Collections.synchronizedList(new ArrayList<>());
        queueUp(6, i -> {
            Thread caller = Thread.currentThread();
            own.add(writer.<Boolean>writeAlone(transaction -> {
                insert(transaction, "run" + i);
                return Thread.currentThread() == caller;
            }));
        });
        assertThat(own).hasSize(6).containsOnly(true);
    }

    @Test
    void everyKindOfThrowableComesThroughItselfAndLeavesTheStoreUsable() {
        for (Throwable thrown : List.of(
                new IllegalArgumentException("runtime"), new AssertionError("error"), new StackOverflowError())) {
            assertThatExceptionOfType(Throwable.class)
                    .isThrownBy(() -> writer.write(transaction -> {
                        insert(transaction, "run");
                        return sneak(thrown);
                    }))
                    .isSameAs(thrown);
            assertThat(exists("run")).isFalse();
        }
        assertThat(writeRun("run")).isEqualTo("run");
    }

    private static Object sneak(Throwable thrown) {
        if (thrown instanceof Error e) {
            throw e;
        }
        throw (RuntimeException) thrown;
    }

    @Test
    void whoRunsOutOfMemoryFailsAloneAndTheWriterGoesOn() throws Exception {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        queueUp(5, i -> {
            try {
                writer.write(transaction -> {
                    insert(transaction, "run" + i);
                    return i == 2 ? allocate(Integer.MAX_VALUE).length : i;
                });
            } catch (OutOfMemoryError e) {
                failures.add("run" + i);
            }
        });
        assertThat(failures).containsExactly("run2");
        assertThat(IntStream.range(0, 5).filter(i -> exists("run" + i))).containsExactly(0, 1, 3, 4);
        assertThat(writeRun("after")).isEqualTo("after");
    }

    /** No array may be as long as an int can say, so this fails whatever memory there is, and takes none. */
    private static byte[] allocate(int bytes) {
        return new byte[bytes];
    }

    @Test
    void aTransactionThatCouldNotBeEndedIsEndedByTheNext() {
        Transactions.begin(session);
        // As if the memory had run out between the beginning in the database and its being known here.
        assertThatExceptionOfType(OrchestratorException.class).isThrownBy(() -> writeRun("run"));
        assertThat(writeRun("run")).isEqualTo("run");
    }

    @Test
    void aWriteInsideAWriteIsAMistake() {
        Consumer<Runnable> inside = nested -> assertThatIllegalStateException()
                .isThrownBy(() -> writer.write(transaction -> {
                    nested.run();
                    return true;
                }))
                .withMessageContaining("on this thread");
        inside.accept(() -> writer.write(transaction -> true));
        inside.accept(() -> writer.writeAlone(transaction -> true));
        inside.accept(() -> writer.read(transaction -> true));
        inside.accept(() -> writer.refuseReadInside());
        inside.accept(() -> writer.close());
        assertThat(writeRun("run")).isEqualTo("run");
    }

    @Test
    void aTransactionEndsWithItsCall() {
        Transaction[] kept = new Transaction[1];
        writer.write(transaction -> kept[0] = transaction);
        assertThatIllegalStateException().isThrownBy(() -> kept[0].runs()).withMessageContaining("has ended");
    }

    @Test
    void timeIsTheClocksInWholeMilliseconds() {
        assertThat(writer.<Object>write(Transaction::now)).isEqualTo(Rows.NOW);
    }

    @Test
    void interruptedCallerGetsItsAnswerAndKeepsItsInterruption() throws Exception {
        List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
        queueUp(2, i -> {
            Thread.currentThread().interrupt();
            writeRun("run" + i);
            interrupted.add(Thread.interrupted());
        });
        assertThat(interrupted).containsExactly(true, true);
        assertThat(exists("run0") && exists("run1")).isTrue();
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        Crowd.run(16, thread -> {
            for (int i = 0; i < 50; i++) {
                if (i % 10 == 0) {
                    String id = thread + "alone" + i;
                    writer.writeAlone(transaction -> {
                        insert(transaction, id);
                        return true;
                    });
                } else {
                    writeRun(thread + "run" + i);
                }
            }
            return true;
        });
        int counted = writer.<Integer>read(transaction -> (int) IntStream.range(0, 16 * 50)
                .filter(i -> transaction
                        .runs()
                        .find(i / 50 + (i % 50 % 10 == 0 ? "alone" : "run") + i % 50)
                        .isPresent())
                .count());
        assertThat(counted).isEqualTo(16 * 50);
    }
}
