package dev.parallelmcp.core.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.GetRunRequest;
import dev.parallelmcp.core.model.result.ClaimResult;
import dev.parallelmcp.core.model.result.RunView;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java example compiles, does what it says, and is the one printed there. */
class ReadmeSnippetTest {

    private static final Path THIS_FILE = Path.of("src/test/java/dev/parallelmcp/core/docs/ReadmeSnippetTest.java");

    @TempDir
    Path folder;

    /** Stands for the console. */
    private static final class Console {
        private final List<RunStatus> printed = new ArrayList<>();

        void println(RunStatus status) {
            printed.add(status);
        }
    }

    @Test
    void theExampleCompletesItsRun() {
        Console out = new Console();
        Path file = folder.resolve("state.sqlite");
        // <!-- snippet:begin -->
        try (Orchestrator orchestrator = Orchestrator.on(SqliteStore.open(file))) {
            Run run = orchestrator.createRun(CreateRunRequest.builder().build()).run();
            orchestrator.enqueueTask(EnqueueTaskRequest.builder(run.id(), "greet")
                    .input(Json.of("{\"name\": \"Ada\"}"))
                    .build());

            ClaimResult next = orchestrator.claimNextTask(
                    ClaimNextTaskRequest.builder("worker-1").build());
            next.claim()
                    .ifPresent(claim -> orchestrator.completeTask(CompleteTaskRequest.builder(claim.lease())
                            .output(Json.of("{\"text\": \"Hello, Ada\"}"))
                            .build()));

            RunView view = orchestrator.getRun(new GetRunRequest(run.id()));
            out.println(view.run().status()); // COMPLETED
        }
        // <!-- snippet:end -->
        assertThat(out.printed).containsExactly(RunStatus.COMPLETED);
    }

    @Test
    void theReadmePrintsThisVeryExample() throws IOException {
        String tested = new Document(Files.readString(THIS_FILE)).part("snippet");
        String printed = Document.at("README.md")
                .part("snippet")
                .replace("```java", "")
                .replace("```", "")
                .replace("Path.of(\"state.sqlite\")", "file")
                .replace("System.out.println", "out.println");
        assertThat(withoutLayout(printed)).isEqualTo(withoutLayout(tested));
    }

    /** The formatter breaks lines by its own rules. */
    private static String withoutLayout(String code) {
        return code.replaceAll("\\s+|//\\s*$", "");
    }
}
