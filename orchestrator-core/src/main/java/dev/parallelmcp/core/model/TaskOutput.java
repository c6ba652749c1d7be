package dev.parallelmcp.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that a worker put out while it held a task.
 *
 * @param sequence 1, 2, 3 … within the task, never given twice; pass the highest one seen as a cursor
 * @param name the worker's own, need not be unique
 */
public record TaskOutput(
        long sequence, String attemptId, OutputType type, Optional<String> name, Json value, Instant createdAt) {}
