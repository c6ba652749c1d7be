package dev.parallelmcp.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One entry of the append-only log, written in the transaction of the change it tells of.
 *
 * @param id ascending over the whole store; pass the highest one seen as a cursor
 */
public record Event(
        long id,
        String runId,
        Optional<String> taskId,
        Optional<String> attemptId,
        EventType eventType,
        Json payload,
        Instant createdAt) {}
