package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/** Submitted work in the writer's queue, beside callers who wait. */
@Timeout(120)
class SubmitTest {
    @TempDir
    Path folder;

    private final AtomicInteger commits = new AtomicInteger();
    private final List<String> performed = Collections.synchronizedList(new ArrayList<>());
    private final List<Runnable> kept = new ArrayList<>();
    private final ExecutorService one = Executors.newSingleThreadExecutor();
    /** Sends no thread before the test does. */
    private final Executor keeping = kept::add;

    private Session other;
    private Writer writer;

    @BeforeEach
    void open() {
        Path file = folder.resolve("store.db");
        SqliteStore.open(file).close();
        Session session = Raw.connect(file);
        other = Raw.connect(file);
        writer = new Writer(session, FileIdentity.NONE, () -> Rows.NOW, Duration.ofSeconds(30), () -> {});
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
        one.shutdownNow();
        writer.close();
        other.close();
    }

    private CompletionStage<String> submit(String id, Executor executor) {
        return writer.submit(
                transaction -> {
                    transaction.runs().insert(Rows.run(id));
                    performed.add(id);
                    return id;
                },
                executor);
    }

    private String write(String id) {
        return submit(id, Runnable::run).toCompletableFuture().join();
    }

    private List<String> inDatabase(List<String> ids) {
        return writer.read(transaction -> ids.stream()
                .filter(id -> transaction.runs().find(id).isPresent())
                .toList());
    }

    /** One thread alone would commit them one by one if its works did not queue up while it is busy. */
    @Test
    void oneThreadsSubmissionsShareCommits() {
        Transactions.begin(other);
        List<CompletionStage<String>> stages =
                IntStream.range(0, 100).mapToObj(i -> submit("r" + i, one)).toList();
        Transactions.rollback(other);
        List<String> ids =
                stages.stream().map(stage -> stage.toCompletableFuture().join()).toList();
        assertThat(performed).containsExactlyElementsOf(ids);
        assertThat(inDatabase(ids)).isEqualTo(ids);
        assertThat(commits).hasValue(1);
    }

    @Test
    void whoeverWritesFirstDoesWhatWasSubmittedBefore() {
        CompletionStage<String> first = submit("first", keeping);
        CompletionStage<String> second = submit("second", keeping);
        assertThat(performed).isEmpty();
        assertThat(write("third")).isEqualTo("third");
        assertThat(performed).containsExactly("first", "second", "third");
        assertThat(commits).hasValue(1);
        kept.forEach(Runnable::run);
        assertThat(first.toCompletableFuture()).isCompletedWithValue("first");
        assertThat(second.toCompletableFuture()).isCompletedWithValue("second");
        assertThat(commits).hasValue(1);
    }

    /** Its place at the head of the queue must not hide those behind it from who leaves the writer. */
    @Test
    void aCallerBehindWorkThatNobodyHasComeForIsWoken() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Thread holder = new Thread(() -> writer.writeAlone(transaction -> {
            inside.countDown();
            await(go);
            return true;
        }));
        holder.start();
        await(inside);
        submit("orphan", keeping);
        Thread caller = new Thread(() -> write("caller"));
        caller.start();
        Await.untilWaiting(List.of(caller));
        go.countDown();
        holder.join();
        caller.join();
        assertThat(performed).containsExactly("orphan", "caller");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closingFinishesWorkThatNobodyHasComeFor() {
        CompletionStage<String> stage = submit("r", keeping);
        writer.close();
        assertThat(performed).containsExactly("r");
        kept.forEach(Runnable::run);
        assertThat(stage.toCompletableFuture()).isCompletedWithValue("r");
    }

    @Test
    void workThatItsExecutorRefusedLeavesTheQueue() {
        assertThatIllegalStateException()
                .isThrownBy(() -> submit("refused", task -> {
                    throw new IllegalStateException("no");
                }));
        write("r");
        assertThat(performed).containsExactly("r");
    }

    /** How whoever submitted it withdraws it: it looks, at its turn, whether it is still wanted, and throws. */
    @Test
    void workThatThrowsInASharedCommitTakesBackItselfAloneAndFailsWithWhatItThrew() {
        CancellationException withdrawn = new CancellationException("not wanted any more");
        OrchestratorException refused = OrchestratorException.of(ErrorCode.LIMIT_EXCEEDED, "not begun");
        CompletionStage<String> first = submit("first", keeping);
        CompletionStage<String> second = submitThrowing("second", withdrawn);
        CompletionStage<String> third = submitThrowing("third", refused);
        CompletionStage<String> fourth = submit("fourth", keeping);
        write("last");
        kept.forEach(Runnable::run);
        assertThat(commits).hasValue(1);
        assertThat(performed).containsExactly("first", "second", "third", "fourth", "last");
        assertThat(inDatabase(performed)).containsExactly("first", "fourth", "last");
        assertThat(first.toCompletableFuture()).isCompletedWithValue("first");
        assertThat(fourth.toCompletableFuture()).isCompletedWithValue("fourth");
        assertThat(failure(second)).isSameAs(withdrawn);
        assertThat(failure(third)).isSameAs(refused);
    }

    private CompletionStage<String> submitThrowing(String id, RuntimeException exception) {
        return writer.submit(
                transaction -> {
                    transaction.runs().insert(Rows.run(id));
                    performed.add(id);
                    throw exception;
                },
                keeping);
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return stage.handle((result, failure) -> failure).toCompletableFuture().join();
    }

    @Test
    void workWhoseStageIsCancelledInTimeLeavesTheQueueAtItsTurn() {
        submit("cancelled", keeping).toCompletableFuture().cancel(true);
        kept.forEach(Runnable::run);
        write("r");
        assertThat(performed).containsExactly("r");
    }

    @Test
    void workThatIsDoneWhenItsExecutorRefusesIsNotCalledRefused() {
        CompletionStage<String> late = submit("late", task -> {
            write("r");
            throw new IllegalStateException("no");
        });
        assertThat(performed).containsExactly("late", "r");
        assertThat(late.toCompletableFuture()).isCompletedWithValue("late");
    }

    @Test
    void itsPatienceIsItsOwn() {
        Writer impatient = new Writer(
                Raw.connect(folder.resolve("store.db")), FileIdentity.NONE, () -> Rows.NOW, Duration.ZERO, () -> {});
        Transactions.begin(other);
        CompletionStage<Boolean> busy = impatient.submit(transaction -> true, Runnable::run);
        Transactions.rollback(other);
        assertThat(busy.toCompletableFuture()).isCompletedExceptionally();
        assertThat(impatient.<Boolean>submit(transaction -> true, Runnable::run).toCompletableFuture())
                .isCompletedWithValue(true);
        impatient.close();
    }
}
