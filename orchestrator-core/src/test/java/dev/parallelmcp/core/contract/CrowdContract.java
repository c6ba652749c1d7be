package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.doctor.Evidence;
import dev.parallelmcp.core.doctor.Findings;
import dev.parallelmcp.core.doctor.Records;
import dev.parallelmcp.core.doctor.RunsExamination;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.reference.Crowd;
import dev.parallelmcp.core.store.Store;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever many threads do at once: no record ever contradicts another, the log or what callers were told. */
public abstract class CrowdContract extends StoreContract {

    private static final int THREADS = 64;

    /** For how long; see CONTRIBUTING.md. */
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("parallelmcp.crowd.seconds", 60));

    @Test
    void whateverManyDoAtOnceNothingEverContradictsItself() throws Exception {
        try (Store store = open(clock);
                Orchestrator second = Orchestrator.on(open(clock));
                Orchestrator left = Orchestrator.builder(open(clock))
                        .namespace(Crowd.leftNamespace())
                        .build()) {
            Crowd crowd = new Crowd(orchestrator, second, left, clock::advanceMillis);
            LogFollower follower = new LogFollower(second);
            crowd.work(THREADS, () -> examineAgainAndAgain(store, crowd, follower));
            requireSound(store, crowd);
            follower.follow();
            follower.requireNothingMissed();
            assertThat(crowd.runIds()).as("there was something to examine").isNotEmpty();
            assertThat(crowd.neverSucceeded()).isEmpty();
            System.out.println(crowd.figures());
        }
    }

    private static void examineAgainAndAgain(Store store, Crowd crowd, LogFollower follower) {
        long begin = System.nanoTime();
        do {
            follower.follow();
            requireSound(store, crowd);
        } while (System.nanoTime() - begin < TIME.toNanos());
    }

    private static void requireSound(Store store, Crowd crowd) {
        Findings findings = new Findings();
        new RunsExamination(evidence(store, crowd), findings).examine();
        assertThat(findings.list()).isEmpty();
        assertThat(crowd.contradictions()).isEmpty();
    }

    private static Evidence evidence(Store store, Crowd crowd) {
        return new Evidence() {
            @Override
            public <T> T inOneState(Function<? super Records, ? extends T> work) {
                return store.read(tx -> work.apply(new RecordsOfStore(tx, crowd.runIds())));
            }
        };
    }
}
