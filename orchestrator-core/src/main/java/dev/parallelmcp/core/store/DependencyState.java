package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.TaskStatus;

/** How a task stands that another depends on, or that depends on another. */
public record DependencyState(String taskId, TaskStatus status) {}
