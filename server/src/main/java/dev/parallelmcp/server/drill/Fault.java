package dev.parallelmcp.server.drill;

/** What must not be. */
enum Fault {
    LOST("lost", "acknowledged operations lost"),
    REPEATED_EFFECT("repeatedEffects", "effects seen twice"),
    HELD_TWICE("heldTwice", "offered while held"),
    ENDED_EARLY("endedEarly", "leases refused early"),
    OFFERED_LATE("offeredLate", "offered again too late"),
    ERROR("errors", "errors that reached a client"),
    NOT_COMPLETED("notCompleted", "tasks not completed"),
    UNSOUND("unsound", "faults of the database");

    private final String key;
    private final String label;

    Fault(String key, String label) {
        this.key = key;
        this.label = label;
    }

    String key() {
        return key;
    }

    String label() {
        return label;
    }
}
