package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunGate;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.RunTally;

/** A run with what its status is derived from. */
public record RunRow(Run run, RunGate gate, RunTally tally) {

    /** The status that follows from gate, keepOpen and tally; {@code run.status()} is what is stored. */
    public RunStatus derivedStatus() {
        return tally.status(gate, run.keepOpen());
    }

    public RunRow withRun(Run newRun) {
        return new RunRow(newRun, gate, tally);
    }

    public RunRow withGate(RunGate newGate) {
        return new RunRow(run, newGate, tally);
    }
}
