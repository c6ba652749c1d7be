package dev.parallelmcp.schema;

import java.util.Locale;
import java.util.Optional;

/** A choice of tools for one kind of client. */
public enum Toolset {
    /** Claims tasks and works on them. */
    WORKER,
    /** Makes runs and tasks and watches over them. */
    PLANNER,
    /** Repairs and cleans up, and does all that a planner does. */
    OPERATOR,
    /** Everything there is; every tool is in it, so no tool file names it. */
    ALL;

    /** The name outside Java: in tool files and on the command line. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The toolset with this outside name. */
    public static Optional<Toolset> find(String wireName) {
        for (Toolset toolset : values()) {
            if (toolset.wireName().equals(wireName)) {
                return Optional.of(toolset);
            }
        }
        return Optional.empty();
    }

    /** Whether a client with this toolset gets the tool. */
    public boolean offers(ToolSpec tool) {
        return switch (this) {
            case WORKER, PLANNER -> tool.sets().contains(this);
            case OPERATOR -> tool.sets().contains(OPERATOR) || tool.sets().contains(PLANNER);
            case ALL -> true;
        };
    }
}
