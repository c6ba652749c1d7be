package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.model.RunTally;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.WireName;

/** A task as it is stored. */
public record StoredTask(String id, FoldedTask state, int unmetDependencies) {

    /** What it adds to the counters of its run: nothing when its status is none. */
    RunTally counted() {
        return WireName.find(TaskStatus.class, state.status())
                .map(status -> RunTally.one(status, unmetDependencies))
                .orElse(RunTally.ZERO);
    }
}
