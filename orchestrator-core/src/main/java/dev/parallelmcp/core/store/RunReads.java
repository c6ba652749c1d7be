package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Run;
import java.util.Optional;

/** Reading runs. */
public interface RunReads {

    Optional<RunRow> find(String runId);

    /** Ordered as asked; runs of the same instant in the order of their creation. */
    Listing<Run> list(RunQuery query);
}
