package dev.parallelmcp.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.contract.ForwardingStore;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The event log is followed to its end, whatever happens on the way. */
class ChangeFollowerTest {

    private final Store sqlite = SqliteStore.inMemoryBuilder().open();
    private final AtomicInteger failuresToCome = new AtomicInteger();
    private final Orchestrator orchestrator = Orchestrator.on(new FalteringStore(sqlite, failuresToCome));
    /** Writes where nothing falters. */
    private final Orchestrator writer = Orchestrator.on(sqlite);

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        orchestrator.close();
        executor.shutdownNow();
    }

    /** A store of which nothing can be read for some times. */
    private static final class FalteringStore extends ForwardingStore {

        private final AtomicInteger failuresToCome;

        FalteringStore(Store store, AtomicInteger failuresToCome) {
            super(store);
            this.failuresToCome = failuresToCome;
        }

        @Override
        public <T> T read(Function<? super ReadTransaction, ? extends T> work) {
            if (failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw OrchestratorException.of(ErrorCode.STORE_UNAVAILABLE, "not now");
            }
            return super.read(work);
        }
    }

    private void hear(List<Event> events) {
        events.forEach(event -> heard.add(event.runId()));
    }

    private void happen(String runId) {
        writer.createRun(CreateRunRequest.builder().id(runId).build());
    }

    private List<String> hear(int number) throws InterruptedException {
        List<String> runIds = new ArrayList<>();
        while (runIds.size() < number) {
            String next = heard.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("what is heard after %s", runIds).isNotNull();
            runIds.add(String.valueOf(next));
        }
        return runIds;
    }

    @Test
    void everythingAfterTheBeginningIsHeardOnce() throws InterruptedException {
        happen("before");
        try (ChangeFollower follower = ChangeFollower.start(orchestrator, executor, this::hear)) {
            happen("one");
            assertThat(hear(1)).containsExactly("one");
            happen("two");
            happen("three");
            assertThat(hear(2)).containsExactly("two", "three");
            assertThat(follower.cutShort().toCompletableFuture()).isNotDone();
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void whatHappensWhileTheStoreCannotBeReadIsHeardAfterwards() throws InterruptedException {
        try (ChangeFollower follower = ChangeFollower.start(orchestrator, executor, this::hear)) {
            happen("before");
            assertThat(hear(1)).containsExactly("before");
            failuresToCome.set(2);
            happen("meanwhile");
            happen("after");
            assertThat(hear(2)).containsExactly("meanwhile", "after");
            assertThat(failuresToCome).hasValue(0);
            assertThat(follower.cutShort().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void listenerThatFailsHearsOfWhatComesNext() throws InterruptedException {
        AtomicInteger pages = new AtomicInteger();
        try (ChangeFollower follower = ChangeFollower.start(orchestrator, executor, events -> {
            hear(events);
            if (pages.incrementAndGet() == 1) {
                throw new IllegalStateException("what was heard is heard");
            }
        })) {
            happen("one");
            assertThat(hear(1)).containsExactly("one");
            happen("two");
            assertThat(hear(1)).containsExactly("two");
            assertThat(follower.cutShort().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void whoClosesWaitsForNothingMore() {
        ChangeFollower follower = ChangeFollower.start(orchestrator, executor, this::hear);
        follower.close();
        assertThat(follower.cutShort().toCompletableFuture()).isDone();
    }
}
