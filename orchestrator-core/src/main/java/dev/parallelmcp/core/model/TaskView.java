package dev.parallelmcp.core.model;

import java.util.Optional;

/** A task as a list shows it: whole, or the part that is needed to choose one. */
public sealed interface TaskView permits Task, TaskSummary {
    String id();

    String kind();

    Optional<String> key();

    TaskStatus status();

    Optional<String> statusReason();

    int priority();

    int attemptCount();

    Optional<String> leasedBy();

    Optional<String> error();

    Optional<Json> progress();
}
