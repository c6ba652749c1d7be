package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.WireName;
import java.util.Optional;

/**
 * A run as it is stored.
 *
 * @param gate by its outside name, as the status in {@code state}
 */
public record StoredRun(String id, FoldedRun state, String gate, RunTally tally) {

    /** The status of a run with these tasks; empty when the gate is none. */
    Optional<RunStatus> statusWith(RunTally counted) {
        return WireName.find(RunGate.class, gate).map(known -> counted.status(known, state.keepOpen()));
    }
}
