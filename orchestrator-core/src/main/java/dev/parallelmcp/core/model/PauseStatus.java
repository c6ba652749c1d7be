package dev.parallelmcp.core.model;

/** The two ways to pause. */
public enum PauseStatus implements WireName {
    /** Something outside must happen. */
    BLOCKED,
    /** Somebody must answer. */
    WAITING_INPUT;

    /** The state that a task takes with this pause. */
    public TaskStatus taskStatus() {
        return switch (this) {
            case BLOCKED -> TaskStatus.BLOCKED;
            case WAITING_INPUT -> TaskStatus.WAITING_INPUT;
        };
    }
}
