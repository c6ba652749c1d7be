package dev.parallelmcp.core.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Lease;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an output writes, told by the size of the write-ahead log: not the input of its task. */
class OutputWriteTest {
    private static final int INPUT_BYTES = 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void onlyProgressWritesTheTaskAgain() throws IOException {
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(folder.resolve("state.sqlite")))) {
            String run = orchestrator
                    .createRun(CreateRunRequest.builder().build())
                    .run()
                    .id();
            orchestrator.enqueueTask(EnqueueTaskRequest.builder(run, "large")
                    .input(Json.of('"' + "x".repeat(INPUT_BYTES - 2) + '"'))
                    .build());
            Lease lease = orchestrator
                    .claimNextTask(ClaimNextTaskRequest.builder("worker").build())
                    .claim()
                    .orElseThrow()
                    .lease();

            long before = logBytes();
            emit(orchestrator, lease, OutputType.PARTIAL);
            emit(orchestrator, lease, OutputType.ARTIFACT);
            assertThat(logBytes() - before).isBetween(1L, INPUT_BYTES / 4L);

            before = logBytes();
            emit(orchestrator, lease, OutputType.PROGRESS);
            assertThat(logBytes() - before).isGreaterThan(INPUT_BYTES);
        }
    }

    private static void emit(Orchestrator orchestrator, Lease lease, OutputType type) {
        orchestrator.emitTaskOutput(
                EmitTaskOutputRequest.builder(lease, type, Json.of("1")).build());
    }

    private long logBytes() throws IOException {
        return Files.size(folder.resolve("state.sqlite-wal"));
    }
}
