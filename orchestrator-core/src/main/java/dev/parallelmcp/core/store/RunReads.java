package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.result.Suggestions;
import java.util.Map;
import java.util.Optional;

/** Reading runs. */
public interface RunReads {

    Optional<RunRow> find(String runId);

    /** The runs of one namespace, or of all; a status without any may be left out. Costs the same however many there are. */
    Map<RunStatus, Integer> countByStatus(Optional<String> namespace);

    /** Ordered as asked; runs of the same instant in the order of their creation. */
    Listing<Run> list(RunQuery query);

    /** Ids of runs, the last in alphabetical order first. */
    Suggestions idsWithPrefix(PrefixQuery query);
}
