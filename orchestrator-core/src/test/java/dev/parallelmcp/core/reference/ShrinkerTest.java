package dev.parallelmcp.core.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import dev.parallelmcp.core.model.result.TaskResult;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.sqlite.Durability;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A specification that is wrong on purpose: it has to be noticed, and told so that somebody finds out why. */
class ShrinkerTest {

    private static final int STEPS = 200;

    /** To create a run, enqueue a task, claim it and release it. */
    private static final int STEPS_NEEDED = 4;

    @TempDir
    private Path folder;

    private final AtomicInteger databases = new AtomicInteger();

    /** As if a released attempt counted. */
    private static Operations releaseCounted(ReferenceModel model, Optional<String> namespace) {
        return new ReferenceOperations(new View(model, namespace)) {
            @Override
            public TaskResult releaseTask(ReleaseTaskRequest request) {
                TaskResult rightly = super.releaseTask(request);
                ModelTask task = model.tasks.get(rightly.task().id());
                task.attempts.forEach(attempt -> attempt.counted = true);
                return new TaskResult(task.show(), rightly.replayed());
            }
        };
    }

    @Test
    void aWrongSpecificationIsNoticedAndTheHistoryShrunkToWhatItTakes() {
        List<Step> history = Generator.history(firstFailing(), STEPS);
        Disagreement disagreement = play(history).orElseThrow();

        List<Step> shrunk = Shrinker.shrink(history, disagreement, this::play);

        assertThat(disagreement.sort()).contains("attemptCount");
        assertThat(play(shrunk).orElseThrow().sort()).isEqualTo(disagreement.sort());
        assertThat(shrunk).hasSize(STEPS_NEEDED);
        assertThat(shrunk.toString()).contains("createRun", "enqueueTask", "claim", "releaseTask");
    }

    @Test
    void theReportTellsSeedStepDifferenceAndShrunkHistory() {
        String report = new Campaign(this::create, ShrinkerTest::releaseCounted, 50, STEPS, 1)
                .run()
                .orElseThrow();

        assertThat(report)
                .contains("history with seed ", "came apart after step #", "attemptCount should be ")
                .contains("shrunk to " + STEPS_NEEDED + " steps")
                .contains(
                        "-Dparallelmcp.histories.seed=", "-Dparallelmcp.histories=1 -Dparallelmcp.histories.steps=200");
    }

    private long firstFailing() {
        long seed = 1;
        while (play(Generator.history(seed, STEPS)).isEmpty()) {
            seed++;
        }
        return seed;
    }

    private Optional<Disagreement> play(List<Step> steps) {
        try (Playthrough playthrough = new Playthrough(this::create, ShrinkerTest::releaseCounted, new Tally())) {
            return playthrough.play(steps);
        }
    }

    private Database create(InstantSource clock) {
        Path file = folder.resolve("history-" + databases.incrementAndGet());
        return new Database() {
            @Override
            public Store open() {
                return SqliteStore.builder(file)
                        .clock(clock)
                        .durability(Durability.NORMAL)
                        .open();
            }

            @Override
            public void close() {
                // The folder is thrown away with the test.
            }
        };
    }
}
