package dev.parallelmcp.core.model;

import java.util.Optional;

/** What an id names, told by its prefix. Callers may bring ids of their own that have none. */
public enum IdKind {
    RUN("run_", "run id"),
    TASK("task_", "task id"),
    ATTEMPT("attempt_", "attempt id"),
    LEASE("lease_", "lease id"),
    CONTEXT("ctx_", "context snapshot id");

    private final String prefix;
    private final String title;

    IdKind(String prefix, String title) {
        this.prefix = prefix;
        this.title = title;
    }

    public String prefix() {
        return prefix;
    }

    /** For messages: "run id", "task id" … */
    public String title() {
        return title;
    }

    /** The kind whose prefix this id has. */
    public static Optional<IdKind> of(String id) {
        for (IdKind kind : values()) {
            if (id.startsWith(kind.prefix)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
