package dev.parallelmcp.core.model;

import java.util.Optional;

/**
 * What a task that another depends on came to. Output and error come together, or neither does when they were too large
 * for the answer.
 *
 * @param outputBytes instead of the output: its size
 * @param errorBytes instead of the error: its size
 */
public record DependencyOutput(
        String taskId,
        Optional<String> key,
        String kind,
        TaskStatus status,
        Optional<Json> output,
        Optional<Long> outputBytes,
        Optional<String> error,
        Optional<Long> errorBytes) {}
