package dev.parallelmcp.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One try at a task, from its claim to its end.
 *
 * @param number 1, 2, 3 … within its task, never reused
 * @param counted whether it counts against the task's maxAttempts; not after release or pause
 * @param startedAt when mark_task_running was called
 */
public record Attempt(
        String id,
        String runId,
        String taskId,
        int number,
        boolean counted,
        String workerId,
        AttemptStatus status,
        Instant leasedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Instant leaseExpiresAt,
        Optional<String> contextSnapshotId,
        Optional<String> error,
        Optional<Json> output,
        Optional<Json> metadata) {}
