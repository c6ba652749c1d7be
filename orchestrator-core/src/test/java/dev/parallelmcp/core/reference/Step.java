package dev.parallelmcp.core.reference;

/**
 * One step of a history. It names records by the steps that made them, so it means the same when others are left out;
 * what was never made is named all the same, as somebody might who is mistaken.
 *
 * @param number its place in the history as it was made
 */
record Step(int number, Action action) {

    /** What is done. */
    sealed interface Action {}

    /** An operation. The ids in the request are {@link Names}. */
    record Call(Door door, Record request) implements Action {
        @Override
        public String toString() {
            return Operation.of(request) + " by " + door + " " + Shown.fields(request);
        }
    }

    /** The clock moves on, or back. */
    record Wait(long millis) implements Action {}

    /** The clock moves to the instant at which something is due next, or to one beside it; stays if nothing is. */
    record WaitForDue(long offsetMillis) implements Action {}

    /** An orchestrator is closed and another begins on the same database. */
    record Restart(Door door) implements Action {}

    @Override
    public String toString() {
        return "#" + number + " " + action;
    }
}
