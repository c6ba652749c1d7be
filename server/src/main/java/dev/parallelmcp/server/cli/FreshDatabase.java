package dev.parallelmcp.server.cli;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether a drill may be held on a file. */
final class FreshDatabase {

    private static final List<String> BESIDE = List.of("-wal", "-journal");

    private FreshDatabase() {}

    /** What lies beside a database that is not there is somebody's, and a drill would take it away. */
    private static Optional<String> refuseLeftovers(Path file) {
        return BESIDE.stream()
                .map(suffix -> Path.of(file + suffix))
                .filter(left -> left.toFile().length() > 0)
                .findFirst()
                .map(left -> left + " is left of another database; move it away, or name a new file");
    }

    /** Tells why not; changes nothing. */
    static Optional<String> refuseUsed(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.notExists(file) || file.toFile().length() == 0) {
            return folder == null || Files.isDirectory(folder)
                    ? refuseLeftovers(file)
                    : Optional.of("there is no folder " + folder);
        }
        try (Orchestrator orchestrator =
                Orchestrator.on(SqliteStore.builder(file).readOnly().open())) {
            boolean used = !orchestrator
                    .listRuns(ListRunsRequest.builder().limit(1).build())
                    .runs()
                    .isEmpty();
            return used
                    ? Optional.of(file + " holds runs; a drill needs a database of its own, name a new file")
                    : Optional.empty();
        } catch (OrchestratorException e) {
            return Optional.of("cannot open the database " + file + ": " + e.message());
        }
    }
}
