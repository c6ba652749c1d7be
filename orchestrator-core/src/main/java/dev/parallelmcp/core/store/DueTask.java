package dev.parallelmcp.core.store;

import dev.parallelmcp.core.model.TaskStatus;

/** A task for which the time has come. */
public record DueTask(String taskId, String namespace, TaskStatus status) {}
