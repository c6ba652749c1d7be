package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writing runs. */
public interface Runs extends RunReads {

    /** Throws DUPLICATE_ID when the id is taken. */
    void insert(RunRow row);

    /** Adds to the counters, leaves everything else, and answers the row as it then is. The run must exist. */
    RunRow adjust(String runId, RunTally change);

    /** Writes status, gate, keepOpen, current context and updatedAt; not the counters. */
    void save(RunRow row);

    /** Ids of runs with one of these statuses whose updatedAt is before {@code olderThan}, oldest first. */
    List<String> prunable(Optional<String> namespace, List<RunStatus> statuses, Instant olderThan, int limit);

    /** Deletes the run and its tasks, dependencies, attempts, snapshots, events and tokens. */
    void delete(String runId);
}
