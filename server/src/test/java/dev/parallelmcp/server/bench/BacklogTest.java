package dev.parallelmcp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.store.sqlite.Durability;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacklogTest {

    @TempDir
    Path folder;

    /** Nothing of it can be claimed by those who are measured. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BLOCKED               | status = 'queued' AND unmet_dependencies = 1 AND kind = 'bench'",
                "DELAYED               | status = 'queued' AND delayed = 1 AND kind = 'bench'",
                "FINISHED              | status = 'completed' AND output IS NOT NULL AND kind = 'bench'",
                "READY_OF_ANOTHER_KIND | status = 'queued' AND priority > 0 AND kind <> 'bench'",
            })
    void aBacklogIsWhatItSays(Backlog backlog, String tasks) throws SQLException, BenchStoppedException {
        Path file = folder.resolve("state.sqlite");
        try (ProductDatabase database = ProductDatabase.open(file, Durability.NORMAL)) {
            backlog.fill(database, 1_234);
            assertThat(database.orchestrator()
                            .claimNextTask(ClaimNextTaskRequest.builder("worker")
                                    .kinds(List.of(Items.KIND))
                                    .build())
                            .claim())
                    .isEmpty();
        }
        try (RawDatabase database = RawDatabase.open(file)) {
            assertThat(database.number("SELECT count(*) FROM tasks WHERE " + tasks))
                    .isEqualTo(1_234);
        }
    }
}
