package dev.parallelmcp.core.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.contract.ForwardingStore;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.store.StoreWatch;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How often a store is looked at while somebody waits. */
class PaceTest {

    /** The clock may be anywhere, also just before it overflows. */
    private static final long NOW = Long.MAX_VALUE;

    private static final long MOST_QUICK = Pace.MOST_QUICK.toNanos();

    private final Pace pace = new Pace(NOW);

    @TempDir
    private Path folder;

    @Test
    void itIsSteadyUntilSomebodyComes() {
        assertThat(pace.betweenGlances(NOW)).isEqualTo(Pace.STEADY);
    }

    @Test
    void itIsQuickForAWhileAfterSomebodyHasCome() {
        pace.quicken(NOW);
        assertThat(pace.betweenGlances(NOW)).isEqualTo(Pace.QUICK);
        assertThat(pace.betweenGlances(NOW + MOST_QUICK - 1)).isEqualTo(Pace.QUICK);
        assertThat(pace.betweenGlances(NOW + MOST_QUICK)).isEqualTo(Pace.STEADY);
    }

    @Test
    void whoeverComesNextBeginsTheWhileAnew() {
        pace.quicken(NOW);
        pace.quicken(NOW + MOST_QUICK);
        assertThat(pace.betweenGlances(NOW + MOST_QUICK)).isEqualTo(Pace.QUICK);
        assertThat(pace.betweenGlances(NOW + 2 * MOST_QUICK)).isEqualTo(Pace.STEADY);
    }

    /** A watch is told how long it may sleep; longer is how long a change of another process goes unnoticed. */
    @Test
    @Timeout(60)
    void aRoomLooksAtThisPace() throws InterruptedException {
        try (Watched store = new Watched(folder.resolve("state.sqlite"));
                Orchestrator orchestrator = Orchestrator.builder(store).build()) {
            ClaimNextTaskRequest claim =
                    ClaimNextTaskRequest.builder("worker").waitMs(50_000).build();
            orchestrator.waiting().claimNextTask(claim, Caller.on(Runnable::run));
            List<Duration> sleeps = new ArrayList<>();
            while (!sleeps.contains(Pace.STEADY)) {
                sleeps.add(store.sleeps.take());
            }
            assertThat(sleeps).startsWith(Pace.QUICK).endsWith(Pace.STEADY);
            assertThat(sleeps.subList(0, sleeps.size() - 1)).containsOnly(Pace.QUICK);
        }
    }

    /** Notes how long its watch is to sleep. */
    private static final class Watched extends ForwardingStore {

        private final BlockingQueue<Duration> sleeps = new LinkedBlockingQueue<>();

        Watched(Path file) {
            super(SqliteStore.open(file));
        }

        @Override
        public StoreWatch watch() {
            StoreWatch watch = super.watch();
            return new StoreWatch() {
                @Override
                public boolean await(Duration atMost) throws InterruptedException {
                    sleeps.add(atMost);
                    return watch.await(atMost);
                }

                @Override
                public void wake() {
                    watch.wake();
                }

                @Override
                public Instant now() {
                    return watch.now();
                }

                @Override
                public void close() {
                    watch.close();
                }
            };
        }
    }
}
