package dev.parallelmcp.core.model;

import java.util.Optional;

/** The short form of a {@link Task}. */
public record TaskSummary(
        String id,
        String kind,
        Optional<String> key,
        TaskStatus status,
        Optional<String> statusReason,
        int priority,
        int attemptCount,
        Optional<String> leasedBy,
        Optional<String> error,
        Optional<Json> progress)
        implements TaskView {}
