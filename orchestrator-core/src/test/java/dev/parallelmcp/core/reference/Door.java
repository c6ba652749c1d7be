package dev.parallelmcp.core.reference;

import java.util.Optional;

/** Through which orchestrator a call comes; all are on the same database. */
enum Door {
    FIRST,
    /** Another process, as it were. */
    SECOND,
    /** One that shows the namespace {@link #LEFT_NAMESPACE} and nothing else. */
    LEFT;

    static final String LEFT_NAMESPACE = "left";

    Optional<String> namespace() {
        return this == LEFT ? Optional.of(LEFT_NAMESPACE) : Optional.empty();
    }
}
