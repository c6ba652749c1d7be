package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.store.sqlite.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each measurement really does the work: the database says so. */
class SubjectsTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("state.sqlite");
    }

    private Sample measure(Subject subject, int tasks, int workers)
            throws SQLException, IOException, InterruptedException, BenchStoppedException {
        Sample sample = subject.measure(file(), new Load(tasks, workers, Durability.NORMAL));
        assertThat(sample.operationsPerSecond()).isPositive();
        assertThat(sample.p50Micros()).isPositive().isLessThanOrEqualTo(sample.p99Micros());
        return sample;
    }

    private long count(String what) throws SQLException {
        try (RawDatabase database = RawDatabase.open(file())) {
            return database.number("SELECT count(*) FROM " + what);
        }
    }

    @Test
    void claimCompleteCompletesEveryTask() throws Exception {
        Sample sample = measure(new ClaimComplete(), 30, 3);
        assertThat(sample.walBytesPerTask()).isPresent();
        // As many again while the log is looked at.
        assertThat(count("tasks WHERE status = 'completed' AND output IS NOT NULL"))
                .isEqualTo(60);
        assertThat(count("attempts WHERE worker_id IN ('worker-0', 'worker-1', 'worker-2')"))
                .isEqualTo(60);
        assertThat(count("tasks")).isEqualTo(60);
    }

    @Test
    void theLimitCompletesEveryTask() throws Exception {
        assertThat(measure(new CycleLimit(), 30, 3).walBytesPerTask()).isPresent();
        assertThat(count("tasks WHERE status = 'completed'")).isEqualTo(60);
        assertThat(count("tasks")).isEqualTo(60);
    }

    @Test
    void batchCompletesEveryTask() throws Exception {
        assertThat(measure(new Batches(), 64, 2).walBytesPerTask()).isPresent();
        assertThat(count("tasks WHERE status = 'completed'")).isEqualTo(128);
        assertThat(count("tasks")).isEqualTo(128);
    }

    @Test
    void theLimitOfBatchCompletesEveryTask() throws Exception {
        assertThat(measure(new BatchLimit(), 64, 1).walBytesPerTask()).isPresent();
        assertThat(count("tasks WHERE status = 'completed'")).isEqualTo(128);
    }

    @Test
    void enqueueEnqueuesEveryTask() throws Exception {
        assertThat(measure(new Enqueueing(), 20, 2).walBytesPerTask()).isPresent();
        assertThat(count("tasks WHERE status = 'queued'")).isEqualTo(40);
    }

    @Test
    void graphEnqueuesTasksThatDependOnEachOther() throws Exception {
        assertThat(measure(new Graphs(), 3_000, 2).walBytesPerTask()).isPresent();
        assertThat(count("tasks")).isEqualTo(4_000);
        assertThat(count("runs WHERE queued = 1000")).isEqualTo(4);
        assertThat(count("tasks WHERE unmet_dependencies = 0")).isEqualTo(400);
        assertThat(count("task_dependencies")).isGreaterThan(4_000);
    }

    @Test
    void theLimitOfGraphWritesTheVeryRowsOfTheProduct() throws Exception {
        measure(new GraphLimit(), 2_000, 1);
        Path limit = file();
        Path product = folder.resolve("product.sqlite");
        try (ProductDatabase database = ProductDatabase.open(product, Durability.NORMAL)) {
            Graphs.enqueue(database, new Load(2_000, 1, Durability.NORMAL));
        }
        for (String table : new String[] {"runs", "tasks", "task_dependencies", "events"}) {
            assertThat(rows(limit, table)).as(table).isPositive().isEqualTo(rows(product, table));
        }
        assertThat(folder).isDirectoryNotContaining("glob:**-source*");
    }

    private static long rows(Path file, String table) throws SQLException {
        try (RawDatabase database = RawDatabase.open(file)) {
            return database.number("SELECT count(*) FROM " + table);
        }
    }

    @Test
    void eventsReadsAWholeLog() throws Exception {
        measure(new EventPages(), 2_000, 1);
        assertThat(count("events")).isGreaterThanOrEqualTo(2_000);
    }

    @Test
    void mixedDoesAllThatItSays() throws Exception {
        measure(new Mixed(), 40, 2);
        assertThat(count("tasks WHERE status = 'completed'")).isEqualTo(40);
        assertThat(count("runs WHERE status = 'completed'")).isEqualTo(4);
        assertThat(count("task_dependencies")).isEqualTo(36);
        assertThat(count("events WHERE type = 'task.retry_scheduled'")).isEqualTo(4);
        assertThat(count("attempts WHERE heartbeat_at IS NOT NULL")).isEqualTo(40);
    }
}
